import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Run } from '../run/run.ts';
import { everHeld, nameOfExecution, toldSince } from './seen.ts';

/** Telling is a matter of minutes; the watchdog looks every minute and repeats after 15. */
const TOLD_WITHIN_MS = 20 * 60_000;

/** Every way an execution can end tells somebody; every message of failure says what, where, and what to do next. */
export function told(run: Run): string[] {
  const { world } = run;
  const found: string[] = [];
  for (const execution of world.states.executions()) {
    const name = nameOfExecution(execution);
    for (const { status, at, error, cause, didNothing } of endingsOf(execution)) {
      // Redriven after it had failed and told so, it fails at once with the same words, before the eyes of who redrove it.
      if (didNothing) continue;
      // It lost the environment to another, which tells; whoever redrove it by hand sees why it ended.
      if (error === 'LockLost') continue;
      if (!everHeld(run, execution.options.arn)) {
        if (status !== 'Succeeded' && (error === '' || cause === ''))
          found.push(`${name} ended ${status} and says neither error nor cause`);
        continue;
      }
      const mails = world.mail.mails.filter((mail) => mail.at >= execution.startedAt && mail.at <= at + TOLD_WITHIN_MS);
      if (status === 'Succeeded' ? mails.length === 0 : !toldSince(run, at - 1_000, TOLD_WITHIN_MS))
        found.push(`${name} ended ${status} (${error}) and nobody was told`);
    }
  }
  for (const { subject, body } of world.mail.mails) {
    const execution = world.states.executions().find(({ options }) => body.includes(options.arn));
    if (execution === undefined) continue;
    if (!/redrive/i.test(body) && !/rollback/i.test(body)) found.push(`"${subject}" does not say what to do next`);
  }
  return found;
}

interface Ending {
  readonly status: string;
  readonly at: number;
  readonly error: string;
  readonly cause: string;
  /** No step has run since it ended before. */
  readonly didNothing: boolean;
}

/** Every time an execution has ended: one that was redriven has ended before. */
function endingsOf({ history }: Execution): Ending[] {
  const endings: Ending[] = [];
  let steps = 0;
  for (const event of history.events) {
    if (event.type === 'TaskScheduled') steps++;
    const [, status] = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/.exec(event.type ?? '') ?? [];
    if (status === undefined) continue;
    const { error = '', cause = '' } =
      event.executionFailedEventDetails ??
      event.executionAbortedEventDetails ??
      event.executionTimedOutEventDetails ??
      {};
    const didNothing = endings.length > 0 && steps === 0;
    endings.push({ status, at: event.timestamp?.getTime() ?? 0, error, cause, didNothing });
    steps = 0;
  }
  return endings;
}
