import type { Container, Task } from '@aws-sdk/client-ecs';
import { oneLine } from '../../step/one-line.ts';
import { isCapacity } from '../start-migration/refusal.ts';

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
  /** `never-ran`: ECS has given the task up before any container of it began; nothing was migrated. */
  readonly state: 'running' | 'succeeded' | 'failed' | 'never-ran';
  readonly why: string;
  /** Only for want of capacity. */
  readonly capacity?: boolean;
} {
  if (task === undefined) return { state: 'running', why: 'not visible yet' };
  if (task.lastStatus !== 'STOPPED') return { state: 'running', why: task.lastStatus ?? 'unknown' };
  const containers = task.containers ?? [];
  const own = containers.find(({ name }) => name === container);
  if (own?.exitCode === 0) return { state: 'succeeded', why: 'exit code 0' };
  const others = containers.filter(({ name }) => name !== container);
  const codes = [own === undefined ? `there is no container "${container}"` : codeOf(own), ...others.map(codeOf)];
  const why = `${codes.join(', ')}; ${task.stopCode ?? ''} ${task.stoppedReason ?? ''}`;
  if (!neverRan(task, own)) return { state: 'failed', why: oneLine(why, LONGEST) };
  return { state: 'never-ran', why: oneLine(why, LONGEST), capacity: isCapacity(task.stoppedReason ?? '') };
}

/**
 * Only when nothing speaks for a container that ran: the task never became RUNNING, and its own container has neither an exit
 * code nor an id of the container runtime (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html).
 */
const neverRan = (task: Task, own: Container | undefined): boolean =>
  task.stopCode === 'TaskFailedToStart' &&
  task.startedAt === undefined &&
  own !== undefined &&
  own.exitCode === undefined &&
  own.runtimeId === undefined;

function codeOf({ name, exitCode, reason }: Container): string {
  if (exitCode !== undefined) return `${name}: exit code ${exitCode}`;
  return `${name}: never started${reason === undefined ? '' : ` (${reason})`}`;
}
