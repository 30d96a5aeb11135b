import * as scheduler from '@aws-sdk/client-scheduler';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { schedulerOperations } from './operations.ts';
import { schedulerResources } from './resources.ts';
import { SchedulerState } from './state.ts';

/** EventBridge Scheduler: schedules at a rate, whose targets run tasks. */
export function createScheduler(kernel: Kernel): ServiceModel<typeof scheduler> {
  const state = new SchedulerState(kernel);
  return {
    signingName: 'scheduler',
    module: scheduler,
    ...served<typeof scheduler>(schedulerOperations(state)),
    resources: schedulerResources(state),
    async close() {
      state.closing.abort();
    },
  };
}
