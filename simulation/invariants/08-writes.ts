import type { Run } from '../run/run.ts';
import type { Write } from '../world/facts.ts';
import { FLUSHED_AFTER_MS } from '../world/server.ts';
import { liveServer } from './seen.ts';

interface LostWrites {
  readonly known: boolean;
  readonly total?: number;
}

interface Result {
  readonly restored?: string;
  readonly lost?: LostWrites;
}

/** Writes after the restore point are never silently gone: counted or known to be unknown, and kept in the quarantined database and the safety snapshot. */
export function writes(run: Run): string[] {
  const { world } = run;
  const live = liveServer(run);
  if (live?.parent === undefined) return [];
  const found: string[] = [];
  const lost = world.facts.writes.filter(({ id }) => !live.content.holds(id));
  const unkept = lost.filter(({ id }) => !world.postgres.servers.some((s) => s !== live && s.content.holds(id)));
  if (unkept.length > 0) found.push(`${unkept.length} acknowledged writes are in no database any more`);
  // A job of somebody's own may write behind the fence, after the snapshot: the quarantined database keeps that too.
  const unsaved = lost.filter(
    ({ id, by }) => by !== undefined && !world.postgres.snapshots.some(({ content }) => content.holds(id)),
  );
  // RDS may refuse a snapshot; then DevOps is told so by name, and the quarantined instance alone keeps them.
  const toldUnsaved = world.mail.mails.some(
    ({ subject, body }) =>
      /^.*Snapshot de segurança não pôde/.test(subject) || body.includes('não há snapshot de segurança'),
  );
  if (unsaved.length > 0 && !toldUnsaved)
    found.push(`${unsaved.length} of ${lost.length} lost writes are in no snapshot`);
  // What each restore has lost, by the instance it made: a second release may have been rolled back as well.
  const told = new Map(
    world.states.executions().flatMap(({ status, output }) => {
      const { restored = '', lost: loss } = (output ?? {}) as Result;
      return status === 'SUCCEEDED' && restored !== '' ? [[restored, loss] as const] : [];
    }),
  );
  const losses = [...told.values()];
  const countable = lost.filter((write) => !duringMigration(run, write)).length;
  const total = losses.reduce((sum, loss) => sum + (loss?.total ?? 0), 0);
  if (losses.length > 0 && losses.every((loss) => loss?.known) && total < countable)
    found.push(`${countable} acknowledged writes are lost; ${total} were told`);
  if (decidedUnknown(run) && !acceptedUnknown(run))
    found.push('a restore went on though nobody could say what it loses, and nobody had accepted that');
  if (losses.includes(undefined)) found.push('nothing was told of the writes that the restore lost');
  return found;
}

/**
 * What a job of somebody's own writes from the last count before a fenced migration to the first one after it: the counters
 * cannot tell it from the migration's own writes. Without that count (the migration or the count itself failed) the fence is
 * all there is to believe (decision 5). Where its session is open yet, the counters know of a write ten seconds later.
 * It is kept like all others.
 */
function duringMigration({ world }: Run, { by, at }: Write): boolean {
  const counts = (name: string) => world.functions.invocations.filter(({ state }) => state === name);
  const before = counts('Count the writes after the restore point').at(-1)?.at;
  const after = counts('Count the writes after the migration');
  const fenced = counts('Stop all services').some(({ machine }) => machine === 'release');
  if (by !== undefined || before === undefined || !fenced) return false;
  const counted = after.findLast(({ outcome }) => outcome !== undefined && 'result' in outcome);
  return at > before - FLUSHED_AFTER_MS && at <= (counted?.at ?? Number.POSITIVE_INFINITY);
}

/** The count before the pointer moved could not say what is lost; a later one may have been able to. */
function decidedUnknown({ world }: Run): boolean {
  const { invocations } = world.functions;
  return invocations.some(({ state, execution }, index) => {
    if (state !== 'Point the application at the restored database') return false;
    const count = invocations
      .slice(0, index)
      .findLast((before) => before.execution === execution && before.state === 'Count the lost writes again');
    const { outcome } = count ?? {};
    return outcome !== undefined && 'result' in outcome && !(outcome.result as { lost: LostWrites }).lost.known;
  });
}

const acceptedUnknown = ({ world }: Run): boolean =>
  world.states
    .executions()
    .some(({ options }) => JSON.stringify(options.input).includes('"acceptLostWrites":"unknown"'));
