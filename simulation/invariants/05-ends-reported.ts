import { LOCK_LOST, WITHOUT_PURPOSE } from '../../lambdas/model/errors.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Run } from '../run/run.ts';
import { factsOf } from '../world/mail.ts';
import { nameOfExecution } from './executions.ts';
import { reportedSince } from './reported.ts';

/** A message is a matter of minutes; the watchdog looks every minute and repeats after 15. */
const REPORTED_WITHIN_MS = 20 * 60_000;

/** Every way an execution can end is reported; every message of failure says what, where, and what to do next. */
export const endsReported = (run: Run): string[] => [
  ...run.world.states
    .executions()
    .flatMap((execution) => endingsOf(execution).flatMap((ending) => unreported(run, execution, ending))),
  ...withoutNextStep(run),
];

function unreported(run: Run, execution: Execution, { status, at, error, cause, didNothing }: Ending): string[] {
  const name = nameOfExecution(execution);
  // Redriven after it had failed and said so, it fails at once with the same words, before the eyes of who redrove it.
  if (didNothing) return [];
  // It lost the environment to another, which reports; whoever redrove it by hand sees why it ended.
  if (error === LOCK_LOST) return [];
  if (!everHeld(run, execution.options.arn))
    return status !== 'Succeeded' && (error === '' || cause === '')
      ? [`${name} ended ${status} and says neither error nor cause`]
      : [];
  const { mails } = run.world.mail;
  // Frozen, or nothing to undo: its last message tells, before it ends.
  const asItShould = status === 'Succeeded' || WITHOUT_PURPOSE.some((name) => name === error);
  const reported = asItShould
    ? mails.some((mail) => mail.at >= execution.startedAt && mail.at <= at + REPORTED_WITHIN_MS)
    : reportedSince(run, at - 1_000, REPORTED_WITHIN_MS);
  return reported ? [] : [`${name} ended ${status} (${error}) and nobody heard of it`];
}

/**
 * The execution has held the environment: the ledger has a record of its work. A refused release answers whoever asked, by
 * failing; a dry run, which touches nothing, by its output.
 */
function everHeld({ world: { ledger } }: Run, arn: string): boolean {
  const held = ledger.releases().some(({ execution, outcome }) => execution === arn && outcome !== 'refused');
  return held || ledger.rollbacks().some(({ execution }) => execution === arn);
}

/** What functions that no workflow calls say of executions, read by whoever acts: the console and the workflows have the same words. */
function withoutNextStep({ world }: Run): string[] {
  const arns = world.states.executions().map(({ options }) => options.arn);
  return world.mail.mails
    .filter((mail) => factsOf(world, mail) === undefined && arns.some((arn) => mail.body.includes(arn)))
    .filter(({ body }) => !/redrive|rollback/i.test(body.replaceAll(/https:\S+/g, '')))
    .map(({ subject }) => `"${subject}" does not say what to do next`);
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
