import type { Container, Task } from '@aws-sdk/client-ecs';
import { oneLine } from '../../step/one-line.ts';

/** Longest reason why a task stopped: a text of ECS, its agent or the container runtime. */
const LONGEST = 1_000;

/**
 * Exit code 0 of the migration's own container is success, whatever other containers ended with: a stopped log router ends
 * with 143, and a container that AWS injects may have no exit code at all
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html).
 */
export function outcome(
  task: Task | undefined,
  container: string,
): {
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly why: string;
} {
  if (task === undefined) return { state: 'running', why: 'not visible yet' };
  if (task.lastStatus !== 'STOPPED') return { state: 'running', why: task.lastStatus ?? 'unknown' };
  const containers = task.containers ?? [];
  const own = containers.find(({ name }) => name === container);
  if (own?.exitCode === 0) return { state: 'succeeded', why: 'exit code 0' };
  const others = containers.filter(({ name }) => name !== container);
  const codes = [own === undefined ? `there is no container "${container}"` : codeOf(own), ...others.map(codeOf)];
  const why = `${codes.join(', ')}; ${task.stopCode ?? ''} ${task.stoppedReason ?? ''}`;
  return { state: 'failed', why: oneLine(why, LONGEST) };
}

function codeOf({ name, exitCode, reason }: Container): string {
  if (exitCode !== undefined) return `${name}: exit code ${exitCode}`;
  return `${name}: never started${reason === undefined ? '' : ` (${reason})`}`;
}
