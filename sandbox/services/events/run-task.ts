import type { Kernel } from '../../kernel/kernel.ts';

/** `EcsParameters` of a rule's or a schedule's target, as templates and the APIs write them. */
export interface EcsParameters {
  readonly TaskDefinitionArn?: string | undefined;
  readonly TaskCount?: number | undefined;
  readonly LaunchType?: string | undefined;
  readonly NetworkConfiguration?: Readonly<Record<string, unknown>> | undefined;
}

/** A target that runs a task: `Arn` is the cluster's, and the role is who runs it. */
export interface TaskTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly EcsParameters: EcsParameters;
  /** The overrides, as RunTask takes them. */
  readonly Input?: string | undefined;
}

/**
 * Runs the target's task. A task definition without a revision means the family's latest one that is ACTIVE
 * (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html).
 */
export async function runTask(kernel: Kernel, target: TaskTarget, startedBy: string): Promise<void> {
  const { TaskDefinitionArn: taskDefinition, TaskCount: count = 1, LaunchType: launchType } = target.EcsParameters;
  await kernel.call({ arn: target.RoleArn }, 'ecs', 'RunTask', {
    cluster: target.Arn,
    taskDefinition: latestOf(taskDefinition ?? ''),
    count,
    ...(launchType === undefined ? {} : { launchType }),
    ...(target.Input === undefined ? {} : { overrides: JSON.parse(target.Input) }),
    startedBy: startedBy.slice(0, 128),
  });
}

/** `arn:…:task-definition/<family>` without a revision is a family, as RunTask itself takes it. */
const latestOf = (given: string): string => {
  const name = given.split('/').at(-1) ?? '';
  return name.includes(':') ? given : name;
};
