import type { Task } from '@aws-sdk/client-ecs';

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
  return { state: 'failed', why: `${codes.join(', ')}; ${task.stopCode ?? ''} ${task.stoppedReason ?? ''}`.trim() };
}
