import { MOST_EVENTS } from './history.ts';
import type { Status } from './status.ts';

/** Whether an execution can be redriven, and why not, as DescribeExecution gives it. */
export interface Redrivable {
  readonly status: 'REDRIVABLE' | 'NOT_REDRIVABLE';
  readonly reason?: string;
}

const DAY = 24 * 3_600_000;
/** From the end of the execution (Developer Guide, redrive-executions). */
const REDRIVABLE_FOR = 14 * DAY;
const LONGEST_EXECUTION = 365 * DAY;

export function redrivable(execution: {
  readonly status: Status;
  readonly events: number;
  readonly now: number;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
}): Redrivable {
  const { status, events, now, startedAt, stoppedAt = now } = execution;
  const not = (reason: string): Redrivable => ({ status: 'NOT_REDRIVABLE', reason });
  if (status === 'RUNNING' || status === 'SUCCEEDED') return not(`Execution is ${status} and cannot be redriven`);
  // Room for ExecutionRedriven and at least one event more.
  if (events >= MOST_EVENTS - 1) return not('Execution history event limit exceeded');
  if (now - startedAt > LONGEST_EXECUTION) return not('Execution has exceeded the max execution time');
  if (now - stoppedAt > REDRIVABLE_FOR) return not('Execution redrivable period exceeded');
  return { status: 'REDRIVABLE' };
}
