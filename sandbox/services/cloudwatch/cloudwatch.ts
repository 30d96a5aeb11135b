import * as cw from '@aws-sdk/client-cloudwatch';
import type { Kernel, Measurement } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { alarmOperations } from './alarm-operations.ts';
import { historyOperations } from './history-operations.ts';
import { metricOperations } from './metric-operations.ts';
import { cloudwatchResources } from './resources.ts';
import { CloudwatchState } from './state.ts';

export interface CloudWatch extends ServiceModel<typeof cw> {
  measure(measurement: Measurement): void;
}

/** Metrics, and alarms evaluated from them at the end of every period. */
export function createCloudwatch(kernel: Kernel): CloudWatch {
  const state = new CloudwatchState(kernel);
  return {
    signingName: 'monitoring',
    module: cw,
    ...served<typeof cw>(alarmOperations(state), historyOperations(state), metricOperations(state)),
    resources: cloudwatchResources(state),
    removals: {
      'AWS::CloudWatch::Alarm': ({ ref }) => void state.alarms.delete(ref),
      // A template's dashboard is only looked at when it is made: nobody reads it here.
      'AWS::CloudWatch::Dashboard': () => undefined,
    },
    measure: (measurement) => state.measure(measurement),
    async close() {
      state.closing.abort();
    },
  };
}
