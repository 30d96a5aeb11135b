import type { Task } from '@aws-sdk/client-ecs';
import { oneLine } from '../../step/one-line.ts';

/** Why a task stopped: the text of ECS, of its agent or of the container's runtime. */
const LONGEST = 1_000;

/** Only exit code 0 of every container is success; a container that never started has no exit code at all. */
export function outcome(task: Task | undefined): {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly why: string;
} {
  if (task === undefined) return { state: 'running', why: 'not visible yet' };
  if (task.lastStatus !== 'STOPPED') return { state: 'running', why: task.lastStatus ?? 'unknown' };
  const containers = task.containers ?? [];
  if (containers.length > 0 && containers.every((container) => container.exitCode === 0))
    return { state: 'succeeded', why: 'exit code 0' };
  const codes = containers.map(
    (c) =>
      `${c.name}: ${c.exitCode === undefined ? `never started${c.reason === undefined ? '' : ` (${c.reason})`}` : `exit code ${c.exitCode}`}`,
  );
  const why = `${codes.join(', ')}; ${task.stopCode ?? ''} ${task.stoppedReason ?? ''}`;
  return { state: 'failed', why: oneLine(why, LONGEST) };
}
