import type { Task } from '@aws-sdk/client-ecs';
import type { CheckTask } from '../../model/check-task.ts';
import type { TaskCheck } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';
import { outcome } from '../../services/look-at-migration/outcome.ts';
import { isWithin } from '../../step/deadline.ts';

/** What became of the task of a check. */
export type Judged =
  | { readonly state: 'running' | 'passed' }
  /** It is to be started once more: the next attempt. */
  | { readonly state: 'again'; readonly next: CheckTask }
  /** `overdue`: it still runs, and must be stopped. */
  | { readonly state: 'failed' | 'overdue'; readonly why: string };

/** When it is, and for how long a want of capacity is waited out. */
export interface Time {
  readonly moment: Moment;
  readonly limitMinutes: number;
}

/**
 * Judges by the exit code of the check's own container. A round is judged once: what has failed is started again only when a person
 * has redriven since.
 */
export function judged(started: CheckTask, check: TaskCheck, task: Task | undefined, time: Time): Judged {
  const { container, withinMinutes } = check.task;
  const { moment, limitMinutes } = time;
  const { state, why, capacity = false } = outcome(task, container);
  const startedAt = started.startedAt ?? moment.now;
  const redriven = moment.redrivenAt !== null && Date.parse(moment.redrivenAt) > Date.parse(startedAt);
  const next = { ...started, task: null, attempt: started.attempt + 1, startedAt: null };
  switch (state) {
    case 'succeeded':
      return { state: 'passed' };
    case 'running':
      // ECS forgets an ended task after an hour: after a late redrive nobody knows how it ended.
      if (task === undefined && redriven) return { state: 'again', next: { ...next, askedSince: null } };
      return isWithin(moment, startedAt, withinMinutes)
        ? { state: 'running' }
        : { state: 'overdue', why: `still ${why} after ${withinMinutes} min` };
    default:
      if (redriven) return { state: 'again', next: { ...next, askedSince: null } };
      if (state === 'never-ran' && capacity && isWithin(moment, started.askedSince ?? startedAt, limitMinutes))
        return { state: 'again', next };
      return { state: 'failed', why: state === 'failed' ? why : `it never ran: ${why}` };
  }
}
