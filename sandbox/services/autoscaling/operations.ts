import type * as aas from '@aws-sdk/client-application-auto-scaling';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { AutoscalingState } from './state.ts';

export const autoscalingOperations = (state: AutoscalingState): Operations<typeof aas> => ({
  RegisterScalableTarget: {
    access: ({ ResourceId = '', ServiceNamespace = '', ScalableDimension = '' }) => [
      {
        action: 'application-autoscaling:RegisterScalableTarget',
        resource: state.targets.get(ResourceId)?.ScalableTargetARN ?? state.arnOf('*'),
        context: {
          'application-autoscaling:service-namespace': ServiceNamespace,
          'application-autoscaling:scalable-dimension': ScalableDimension,
        },
      },
    ],
    handle: (request) => ({ ScalableTargetARN: state.register(request).ScalableTargetARN }),
  },

  DescribeScalableTargets: {
    access: onEverything('application-autoscaling:DescribeScalableTargets'),
    handle: ({ ServiceNamespace, ResourceIds, ScalableDimension }) => ({
      ScalableTargets: [...state.targets.values()].filter(
        (target) =>
          target.ServiceNamespace === ServiceNamespace &&
          (!ResourceIds?.length || ResourceIds.includes(target.ResourceId)) &&
          (!ScalableDimension || target.ScalableDimension === ScalableDimension),
      ),
    }),
  },

  DescribeScalingPolicies: {
    access: onEverything('application-autoscaling:DescribeScalingPolicies'),
    handle: ({ ResourceId, PolicyNames }) => ({
      ScalingPolicies: state.policies.filter(
        (policy) =>
          (!ResourceId || policy.ResourceId === ResourceId) &&
          (!PolicyNames?.length || PolicyNames.includes(policy.PolicyName ?? '')),
      ),
    }),
  },

  DescribeScalingActivities: {
    access: onEverything('application-autoscaling:DescribeScalingActivities'),
    handle: ({ ResourceId }) => ({
      ScalingActivities: state.activities.filter((activity) => !ResourceId || activity.ResourceId === ResourceId),
    }),
  },
});
