import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { clientSettings } from '../aws/client-settings.ts';
import type { Suspended } from '../model/ledger.ts';

const autoscaling = new ApplicationAutoScalingClient(clientSettings);
const resourceId = (cluster: string, service: string) => `service/${cluster}/${service}`;
const ALL: Suspended = { scalingIn: true, scalingOut: true, scheduled: true };

/** Minimum number of tasks, and what is suspended now; `null` when the service has no autoscaling. */
export async function scalingOf(
  cluster: string,
  service: string,
): Promise<{ readonly minimum: number; readonly suspended: Suspended } | null> {
  const { ScalableTargets } = await autoscaling.send(
    new DescribeScalableTargetsCommand({
      ServiceNamespace: 'ecs',
      ResourceIds: [resourceId(cluster, service)],
      ScalableDimension: 'ecs:service:DesiredCount',
    }),
  );
  const target = ScalableTargets?.[0];
  if (target === undefined) return null;
  return {
    minimum: target.MinCapacity ?? 0,
    suspended: {
      scalingIn: target.SuspendedState?.DynamicScalingInSuspended ?? false,
      scalingOut: target.SuspendedState?.DynamicScalingOutSuspended ?? false,
      scheduled: target.SuspendedState?.ScheduledScalingSuspended ?? false,
    },
  };
}

/** Suspends all scaling: a policy or schedule would undo a desired count of zero. */
export const suspend = (cluster: string, service: string): Promise<void> => setSuspended(cluster, service, ALL);

/** Restores the suspension as it was found: some of the scaling may have been suspended already. */
export async function setSuspended(cluster: string, service: string, state: Suspended): Promise<void> {
  await autoscaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: 'ecs',
      ResourceId: resourceId(cluster, service),
      ScalableDimension: 'ecs:service:DesiredCount',
      SuspendedState: {
        DynamicScalingInSuspended: state.scalingIn,
        DynamicScalingOutSuspended: state.scalingOut,
        ScheduledScalingSuspended: state.scheduled,
      },
    }),
  );
}
