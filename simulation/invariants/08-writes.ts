import { STATES } from '../../lambdas/model/state-names.ts';
import type { LostWrites } from '../../lambdas/model/writes.ts';
import { NO_SAFETY_SNAPSHOT } from '../people/words.ts';
import type { Run } from '../run/run.ts';
import type { Write } from '../world/facts.ts';
import { factsOf } from '../world/mail.ts';
import { FLUSHED_AFTER_MS } from '../world/postgres-server.ts';
import { liveServer } from '../world/running-services.ts';
import { invocationsBy, resultOf } from './acts.ts';
import { inputOf } from './executions.ts';

/** Writes after the restore point are never silently gone: counted or known to be unknown, and kept in the quarantined database and the safety snapshot. */
export function writes(run: Run): string[] {
  const { world } = run;
  const live = liveServer(world);
  if (live === undefined || world.postgres.servers.every(({ parent }) => parent === undefined)) return [];
  const lost = world.facts.writes.filter(({ id }) => !live.content.holds(id));
  const unkept = lost.filter(({ id }) => !world.postgres.servers.some((s) => s !== live && s.content.holds(id)));
  return [
    ...(unkept.length > 0 ? [`${unkept.length} acknowledged writes are in no database any more`] : []),
    ...unsaved(run, lost),
    ...uncounted(run, lost),
    ...(decidedUnknown(run) && !acceptedUnknown(run)
      ? ['a restore went on though nobody could say what it loses, and nobody had accepted that']
      : []),
  ];
}

/** A job of somebody's own may write behind the fence, after the snapshot: the quarantined database alone keeps that. */
function unsaved(run: Run, lost: readonly Write[]): string[] {
  const { snapshots } = run.world.postgres;
  const found = lost.filter(({ id, by }) => by !== undefined && !snapshots.some(({ content }) => content.holds(id)));
  if (found.length === 0 || reportedWithoutSnapshot(run)) return [];
  return [`${found.length} of ${lost.length} lost writes are in no snapshot`];
}

/**
 * RDS may refuse a snapshot: then a message says so, and the quarantined instance alone keeps the writes. In the report the
 * text itself is judged: its facts may be right, and a person be shown a snapshot all the same.
 */
const reportedWithoutSnapshot = ({ world }: Run): boolean =>
  world.mail.mails.some((mail) => {
    const facts = factsOf(world, mail);
    if (facts?.kind === 'safety-snapshot-missing') return true;
    return facts?.kind === 'rollback-done' && mail.body.includes(NO_SAFETY_SNAPSHOT);
  });

interface Restored {
  readonly restored?: string | null;
  readonly quarantined?: string | null;
  readonly lost?: LostWrites;
}

/**
 * What each restore has lost, and is not back: a second release may have been rolled back as well, and whoever goes forward again
 * returns to the database that a rollback had left behind, with all that it had lost.
 */
function lossesOf({ world }: Run): (LostWrites | undefined)[] {
  const live = liveServer(world);
  const restores = world.states
    .executions()
    .filter(({ status, output }) => status === 'SUCCEEDED' && ((output ?? {}) as Restored).restored)
    .sort((one, other) => (one.stoppedAt ?? 0) - (other.stoppedAt ?? 0))
    .map(({ output }) => output as Restored);
  const left: Restored[] = [];
  for (const restore of restores) {
    const undone = left.findLastIndex(({ quarantined }) => quarantined === restore.restored);
    if (undone >= 0) left.splice(undone, 1);
    left.push(restore);
  }
  // The original again, by a work that was stopped before it could say so: what went before is back.
  const known = left.filter(({ restored }) => live?.parent !== undefined || portOf(world, restored) === live?.port);
  return known.map(({ lost }) => lost);
}

const portOf = (world: Run['world'], instance: string | null | undefined): number | undefined =>
  world.instances().find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === instance)?.Endpoint?.Port;

function uncounted(run: Run, lost: readonly Write[]): string[] {
  const losses = lossesOf(run);
  if (losses.includes(undefined)) return ['nothing was said of the writes that the restore lost'];
  if (losses.length === 0 || !losses.every((loss) => loss?.known)) return [];
  const countable = lost.filter((write) => !duringMigration(run, write)).length;
  const total = losses.reduce((sum, loss) => sum + (loss?.known ? loss.total : 0), 0);
  return total < countable ? [`${countable} acknowledged writes are lost; ${total} were counted`] : [];
}

/**
 * What a job of somebody's own writes from the last count before a fenced migration to the first one after it: the counters
 * cannot tell it from the migration's own writes. Without that count (the migration or the count itself failed) the fence is
 * all there is to believe (decision 5). Where its session is open yet, the counters know of a write ten seconds later.
 * It is kept like all others.
 */
function duringMigration(run: Run, { by, at }: Write): boolean {
  if (by !== undefined) return false;
  const fenced = invocationsBy(run, STATES.stopAllServices).filter(({ machine }) => machine === 'release');
  const befores = invocationsBy(run, STATES.countTheWritesAfterTheRestorePoint);
  const afters = invocationsBy(run, STATES.countTheWritesAfterTheMigration);
  return fenced.some(({ execution }) => {
    const before = befores.findLast((count) => count.execution === execution)?.at;
    const after = afters.findLast((count) => count.execution === execution && resultOf(count) !== undefined);
    return before !== undefined && at > before - FLUSHED_AFTER_MS && at <= (after?.at ?? Number.POSITIVE_INFINITY);
  });
}

/** The count before the pointer moved could not say what is lost; a later one may have been able to. */
function decidedUnknown(run: Run): boolean {
  const counts = invocationsBy(run, STATES.countTheLostWritesAgain);
  return invocationsBy(run, STATES.pointTheApplicationAtTheRestoredDatabase).some(({ execution, number }) => {
    const count = counts.findLast((one) => one.execution === execution && one.number < number);
    const { lost } = ((count && resultOf(count)) ?? {}) as { lost?: LostWrites };
    return lost?.known === false;
  });
}

const acceptedUnknown = ({ world }: Run): boolean =>
  world.states.executions().some((execution) => inputOf(execution)['acceptLostWrites'] === 'unknown');
