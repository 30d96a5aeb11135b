import { randomUUID } from 'node:crypto';
import * as aas from '@aws-sdk/client-application-auto-scaling';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { Ecs } from '../ecs/ecs.ts';
import { enforceMinimum, serviceOf, type Target } from './target.ts';

/** How often scaling looks at its targets, in virtual ms. */
const LOOK_MS = 60_000;
const DIMENSION = 'ecs:service:DesiredCount';

/** Application Auto Scaling of ECS services. Of scaling itself, only the minimum is played: policies are kept, not evaluated. */
export function createAutoscaling(
  kernel: Kernel,
  ecs: Pick<Ecs, 'desiredCount' | 'setDesiredCount'>,
): ServiceModel<typeof aas> {
  const targets = new Map<string, Target>();
  const policies: aas.ScalingPolicy[] = [];
  const activities: aas.ScalingActivity[] = [];
  const closing = new AbortController();

  const register = (request: Partial<aas.RegisterScalableTargetRequest>): Target => {
    const { ResourceId = '', MinCapacity, MaxCapacity, SuspendedState } = request;
    if (request.ServiceNamespace !== 'ecs' || request.ScalableDimension !== DIMENSION || !serviceOf(ResourceId)) {
      throw invalid(
        `the sandbox scales ECS services, not ${request.ServiceNamespace} ${request.ScalableDimension} ${ResourceId}`,
      );
    }
    const before = targets.get(ResourceId);
    const min = MinCapacity ?? before?.MinCapacity;
    const max = MaxCapacity ?? before?.MaxCapacity;
    if (min === undefined || max === undefined) {
      throw invalid('MinCapacity and MaxCapacity are required to register a new scalable target');
    }
    if (min > max) throw invalid('Minimum capacity cannot be greater than maximum capacity');
    const id = randomUUID().replaceAll('-', '');
    const target: Target = {
      ServiceNamespace: 'ecs',
      ResourceId,
      ScalableDimension: DIMENSION,
      MinCapacity: min,
      MaxCapacity: max,
      RoleARN: `arn:aws:iam::${kernel.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      CreationTime: before?.CreationTime ?? new Date(kernel.clock.now()),
      ScalableTargetARN:
        before?.ScalableTargetARN ??
        `arn:aws:application-autoscaling:${kernel.region}:${kernel.account}:scalable-target/${id}`,
      // Given flags are set, the others stay.
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
        ...before?.SuspendedState,
        ...defined(SuspendedState ?? {}),
      },
    };
    targets.set(ResourceId, target);
    return target;
  };

  const act = async () => {
    for (;;) {
      await kernel.clock.sleep(LOOK_MS, closing.signal);
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
  };
  act().catch((error) => {
    if (!closing.signal.aborted) kernel.log(`autoscaling ended: ${error}`);
  });

  const anything = (action: string) => () => [{ action: `application-autoscaling:${action}`, resource: '*' }];
  const arnOf = (resourceId = '') => {
    const fallback = `arn:aws:application-autoscaling:${kernel.region}:${kernel.account}:scalable-target/*`;
    return targets.get(resourceId)?.ScalableTargetARN ?? fallback;
  };

  return {
    signingName: 'application-autoscaling',
    module: aas,
    async close() {
      closing.abort();
    },
    handlers: {
      RegisterScalableTarget: (request) => ({ ScalableTargetARN: register(request).ScalableTargetARN }),
      DescribeScalableTargets: ({ ServiceNamespace, ResourceIds, ScalableDimension }) => ({
        ScalableTargets: [...targets.values()].filter(
          (target) =>
            target.ServiceNamespace === ServiceNamespace &&
            (!ResourceIds?.length || ResourceIds.includes(target.ResourceId)) &&
            (!ScalableDimension || target.ScalableDimension === ScalableDimension),
        ),
      }),
      DescribeScalingPolicies: ({ ResourceId, PolicyNames }) => ({
        ScalingPolicies: policies.filter(
          (policy) =>
            (!ResourceId || policy.ResourceId === ResourceId) &&
            (!PolicyNames?.length || PolicyNames.includes(policy.PolicyName ?? '')),
        ),
      }),
      DescribeScalingActivities: ({ ResourceId }) => ({
        ScalingActivities: activities.filter((activity) => !ResourceId || activity.ResourceId === ResourceId),
      }),
    },
    access: {
      RegisterScalableTarget: ({
        ResourceId,
        ServiceNamespace,
        ScalableDimension,
      }: Partial<aas.RegisterScalableTargetRequest>) => [
        {
          action: 'application-autoscaling:RegisterScalableTarget',
          resource: arnOf(ResourceId),
          context: {
            'application-autoscaling:service-namespace': ServiceNamespace ?? '',
            'application-autoscaling:scalable-dimension': ScalableDimension ?? '',
          },
        },
      ],
      DescribeScalableTargets: anything('DescribeScalableTargets'),
      DescribeScalingPolicies: anything('DescribeScalingPolicies'),
      DescribeScalingActivities: anything('DescribeScalingActivities'),
    },
    resources: {
      'AWS::ApplicationAutoScaling::ScalableTarget'(properties) {
        refuseUnmodelled('AWS::ApplicationAutoScaling::ScalableTarget', properties, [
          ...['ServiceNamespace', 'ResourceId', 'ScalableDimension', 'MinCapacity', 'MaxCapacity', 'RoleARN'],
          'SuspendedState',
        ]);
        const { MinCapacity, MaxCapacity, ...rest } = properties;
        const target = register({ ...rest, MinCapacity: Number(MinCapacity), MaxCapacity: Number(MaxCapacity) });
        const ref = `${target.ResourceId}|${DIMENSION}|ecs`;
        return { ref, attributes: { Id: ref } };
      },
      'AWS::ApplicationAutoScaling::ScalingPolicy'(properties, context) {
        const policy = policyOf(properties, targets, context.generatedName, kernel);
        policies.push(policy);
        return { ref: policy.PolicyARN ?? '', attributes: { Arn: policy.PolicyARN ?? '' } };
      },
    },
  };
}

function policyOf(
  properties: Properties,
  targets: ReadonlyMap<string, Target>,
  generatedName: string,
  kernel: Kernel,
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

function invalid(message: string): aas.ValidationException {
  return new aas.ValidationException({ message, $metadata: {} });
}

function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
