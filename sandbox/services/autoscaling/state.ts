import { randomUUID } from 'node:crypto';
import * as aas from '@aws-sdk/client-application-auto-scaling';
import type { Kernel } from '../../kernel/kernel.ts';
import { serviceOf, type Target } from './target.ts';

export const DIMENSION = 'ecs:service:DesiredCount';

/** Everything Application Auto Scaling knows. */
export class AutoscalingState {
  readonly kernel: Kernel;
  readonly targets = new Map<string, Target>();
  readonly policies: aas.ScalingPolicy[] = [];
  /** Newest first. */
  readonly activities: aas.ScalingActivity[] = [];

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** `arn:aws:application-autoscaling:<region>:<account>:scalable-target/<id>`. */
  arnOf(id: string): string {
    return `arn:aws:application-autoscaling:${this.kernel.region}:${this.kernel.account}:scalable-target/${id}`;
  }

  /** Registers a target, or changes what is given of one that is registered. @throws ValidationException */
  register(request: Partial<aas.RegisterScalableTargetRequest>): Target {
    const { ResourceId = '', ServiceNamespace, ScalableDimension, SuspendedState } = request;
    if (ServiceNamespace !== 'ecs' || ScalableDimension !== DIMENSION || !serviceOf(ResourceId)) {
      throw invalid(`the sandbox scales ECS services, not ${ServiceNamespace} ${ScalableDimension} ${ResourceId}`);
    }
    const before = this.targets.get(ResourceId);
    const limits = capacity(request, before);
    const arn = this.arnOf(randomUUID().replaceAll('-', ''));
    const target: Target = {
      ServiceNamespace,
      ResourceId,
      ScalableDimension,
      ...limits,
      RoleARN: `arn:aws:iam::${this.kernel.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
      CreationTime: before?.CreationTime ?? new Date(this.kernel.clock.now()),
      ScalableTargetARN: before?.ScalableTargetARN ?? arn,
      // A request sets the flags it gives; the others stay.
      SuspendedState: {
        DynamicScalingInSuspended: false,
        DynamicScalingOutSuspended: false,
        ScheduledScalingSuspended: false,
        ...before?.SuspendedState,
        ...defined(SuspendedState ?? {}),
      },
    };
    this.targets.set(ResourceId, target);
    return target;
  }
}

function capacity(
  { MinCapacity, MaxCapacity }: Partial<aas.RegisterScalableTargetRequest>,
  before: Target | undefined,
): Pick<Target, 'MinCapacity' | 'MaxCapacity'> {
  const min = MinCapacity ?? before?.MinCapacity;
  const max = MaxCapacity ?? before?.MaxCapacity;
  if (min === undefined || max === undefined) {
    throw invalid('MinCapacity and MaxCapacity are required to register a new scalable target');
  }
  if (min > max) throw invalid('Minimum capacity cannot be greater than maximum capacity');
  return { MinCapacity: min, MaxCapacity: max };
}

function invalid(message: string): aas.ValidationException {
  return new aas.ValidationException({ message, $metadata: {} });
}

function defined<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}
