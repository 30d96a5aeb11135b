import type { SuspendedState } from '@aws-sdk/client-application-auto-scaling';
import { aws } from './aws.ts';

/** What of each service's scaling is suspended, and its least number of tasks; a service that is not named has no autoscaling. */
export function playAutoscaling(suspended: Record<string, SuspendedState>, minimum = 1): void {
  const nameOf = (resource = '') => resource.split('/').at(-1) ?? '';
  aws.on('application-autoscaling', {
    DescribeScalableTargets: ({ ResourceIds = [] }) => ({
      ScalableTargets: ResourceIds.filter((id) => nameOf(id) in suspended).map((ResourceId) => ({
        ServiceNamespace: 'ecs',
        ResourceId,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: minimum,
        MaxCapacity: 10,
        RoleARN: 'arn:role',
        CreationTime: new Date(0),
        SuspendedState: suspended[nameOf(ResourceId)],
      })),
    }),
    RegisterScalableTarget: ({ ResourceId, SuspendedState = {} }) => {
      suspended[nameOf(ResourceId)] = SuspendedState;
      return {};
    },
  });
}

export const NOTHING_SUSPENDED: SuspendedState = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

export const ALL_SUSPENDED: SuspendedState = {
  DynamicScalingInSuspended: true,
  DynamicScalingOutSuspended: true,
  ScheduledScalingSuspended: true,
};
