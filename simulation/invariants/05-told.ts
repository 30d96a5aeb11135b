import type { Run } from '../run.ts';
import { everHeld, nameOfExecution, toldSince } from './seen.ts';

/** Telling is a matter of minutes; the watchdog looks every minute and repeats after 15. */
const TOLD_WITHIN_MS = 20 * 60_000;

/** Every way an execution can end tells somebody; every message of failure says what, where, and what to do next. */
export function told(run: Run): string[] {
  const { world } = run;
  const found: string[] = [];
  for (const execution of world.states.executions()) {
    const { status, stoppedAt, startedAt, error } = execution;
    const name = nameOfExecution(execution);
    if (status === 'RUNNING' || stoppedAt === undefined) continue;
    const mails = world.mail.mails.filter(({ at }) => at >= startedAt && at <= stoppedAt + TOLD_WITHIN_MS);
    if (!everHeld(run, execution.options.arn)) {
      if (status !== 'SUCCEEDED' && (error?.error === '' || error?.reason === ''))
        found.push(`${name} ended ${status} and says neither error nor cause`);
      continue;
    }
    if (status === 'SUCCEEDED' ? mails.length === 0 : !toldSince(run, stoppedAt - 1_000, TOLD_WITHIN_MS))
      found.push(`${name} ended ${status} (${error?.error ?? ''}) and nobody was told`);
  }
  for (const { subject, body } of world.mail.mails) {
    const execution = world.states.executions().find(({ options }) => body.includes(options.arn));
    if (execution === undefined) continue;
    if (!/redrive/i.test(body) && !/rollback/i.test(body)) found.push(`"${subject}" does not say what to do next`);
  }
  return found;
}
