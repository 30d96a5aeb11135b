import type { Task } from '@aws-sdk/client-ecs';
import { masked } from '../../services/masked.ts';
import { oneLine } from '../../step/one-line.ts';

/** Tasks of a service that stopped for one reason. */
export interface StoppedTasks {
  readonly service: string;
  readonly tasks: number;
  readonly first: string;
  readonly last: string;
  /** Of ECS and of the containers, with their exit codes; secrets masked. */
  readonly why: string;
}

/** A crash loop has hundreds: as many reasons are told, those of most tasks first. */
const MOST = 10;
const LONGEST = 300;

/**
 * Tasks that stopped since then, by reason. ECS forgets a stopped task after an hour
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html).
 */
export function stoppedTasks(service: string, tasks: readonly Task[], from: Date): StoppedTasks[] {
  const reasons = new Map<string, string[]>();
  for (const task of tasks) {
    const at = (task.stoppedAt ?? task.stoppingAt)?.toISOString();
    if (at === undefined || Date.parse(at) < from.getTime()) continue;
    const why = oneLine(masked(whyOf(task)), LONGEST);
    reasons.set(why, [...(reasons.get(why) ?? []), at]);
  }
  return [...reasons]
    .map(([why, times]) => {
      const sorted = times.sort();
      return { service, tasks: times.length, first: sorted[0] ?? '', last: sorted.at(-1) ?? '', why };
    })
    .sort((a, b) => b.tasks - a.tasks)
    .slice(0, MOST);
}

/** The id of a deployment tells nothing, and would make each one a reason of its own. */
const whyOf = ({ stoppedReason = '', containers = [] }: Task): string =>
  [
    stoppedReason.replace(/\s*(?:initiated by\s+)?\(?(?:deployment )?ecs-svc\/\d+\)?/g, '').trim(),
    ...containers.flatMap(({ name, exitCode, reason }) =>
      exitCode === undefined && reason === undefined
        ? []
        : [`${name}: ${[exitCode === undefined ? '' : `exit code ${exitCode}`, reason].filter(Boolean).join(', ')}`],
    ),
  ]
    .filter(Boolean)
    .join('; ');
