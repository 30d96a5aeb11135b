import { randomUUID } from 'node:crypto';
import * as aas from '@aws-sdk/client-application-auto-scaling';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { autoscalingOperations } from './operations.ts';
import { autoscalingResources } from './resources.ts';
import { AutoscalingState, DIMENSION } from './state.ts';
import { enforceMinimum, type Scaled } from './target.ts';

/** How often scaling looks at its targets, in virtual ms. */
const LOOK_MS = 60_000;

/** Application Auto Scaling of ECS services. Only the minimum is enforced: policies are kept, not evaluated. */
export function createAutoscaling(kernel: Kernel, ecs: Scaled): ServiceModel<typeof aas> {
  const state = new AutoscalingState(kernel);
  const closing = new AbortController();
  scale(state, ecs, closing.signal).catch((error) => {
    if (!closing.signal.aborted) kernel.log(`autoscaling ended: ${error}`);
  });
  return {
    signingName: 'application-autoscaling',
    module: aas,
    ...served<typeof aas>(autoscalingOperations(state)),
    resources: autoscalingResources(state),
    async close() {
      closing.abort();
    },
  };
}

async function scale({ kernel, targets, activities }: AutoscalingState, ecs: Scaled, signal: AbortSignal) {
  for (;;) {
    await kernel.clock.sleep(LOOK_MS, signal);
    for (const target of targets.values()) {
      const did = enforceMinimum(target, ecs);
      if (!did) continue;
      const at = new Date(kernel.clock.now());
      activities.unshift({
        ActivityId: randomUUID(),
        ServiceNamespace: 'ecs',
        ResourceId: target.ResourceId,
        ScalableDimension: DIMENSION,
        Description: did,
        Cause: 'minimum capacity',
        StartTime: at,
        EndTime: at,
        StatusCode: 'Successful',
      });
      kernel.log(`autoscaling: ${did}`);
    }
  }
}
