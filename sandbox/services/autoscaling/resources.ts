import { randomUUID } from 'node:crypto';
import * as aas from '@aws-sdk/client-application-auto-scaling';
import type { Properties, ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { type AutoscalingState, DIMENSION } from './state.ts';

/** Makes a template's scalable targets and policies. */
export function autoscalingResources(state: AutoscalingState): Record<string, ResourceProvider> {
  return {
    'AWS::ApplicationAutoScaling::ScalableTarget'(properties) {
      refuseUnmodelled('AWS::ApplicationAutoScaling::ScalableTarget', properties, [
        ...['ServiceNamespace', 'ResourceId', 'ScalableDimension', 'MinCapacity', 'MaxCapacity', 'RoleARN'],
        'SuspendedState',
      ]);
      const { MinCapacity, MaxCapacity, ...rest } = properties;
      const target = state.register({ ...rest, MinCapacity: Number(MinCapacity), MaxCapacity: Number(MaxCapacity) });
      const ref = `${target.ResourceId}|${DIMENSION}|ecs`;
      return { ref, attributes: { Id: ref } };
    },

    'AWS::ApplicationAutoScaling::ScalingPolicy'(properties, { generatedName }) {
      const policy = policyOf(state, properties, generatedName);
      state.policies.push(policy);
      return { ref: policy.PolicyARN ?? '', attributes: { Arn: policy.PolicyARN ?? '' } };
    },
  };
}

function policyOf(
  { targets, kernel }: AutoscalingState,
  properties: Properties,
  generatedName: string,
): aas.ScalingPolicy {
  refuseUnmodelled('AWS::ApplicationAutoScaling::ScalingPolicy', properties, [
    ...['PolicyName', 'PolicyType', 'ScalingTargetId', 'ServiceNamespace', 'ResourceId', 'ScalableDimension'],
    ...['TargetTrackingScalingPolicyConfiguration', 'StepScalingPolicyConfiguration'],
  ]);
  const resourceId: string = properties['ResourceId'] ?? String(properties['ScalingTargetId'] ?? '').split('|')[0];
  if (!targets.has(resourceId)) {
    const message = `No scalable target registered for namespace: ecs, resource ID: ${resourceId}`;
    throw new aas.ObjectNotFoundException({ message, $metadata: {} });
  }
  const name: string = properties['PolicyName'] ?? generatedName;
  return {
    PolicyARN: `arn:aws:autoscaling:${kernel.region}:${kernel.account}:scalingPolicy:${randomUUID()}:resource/ecs/${resourceId}:policyName/${name}`,
    PolicyName: name,
    PolicyType: properties['PolicyType'],
    ServiceNamespace: 'ecs',
    ResourceId: resourceId,
    ScalableDimension: DIMENSION,
    TargetTrackingScalingPolicyConfiguration: properties['TargetTrackingScalingPolicyConfiguration'],
    StepScalingPolicyConfiguration: properties['StepScalingPolicyConfiguration'],
    CreationTime: new Date(kernel.clock.now()),
  };
}
