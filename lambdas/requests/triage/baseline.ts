import { lostWrites } from '../../database/lost-writes.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { DatabaseCounts, LostWrites, WriteCounts, Writes } from '../../model/writes.ts';

/**
 * The counters that lost writes are counted from. Behind a fence these are the counters after the migration, whose own
 * writes are not users'. Another job may have written while the snapshot was made: those writes are before that count and
 * lost all the same, so they are taken off.
 */
export function baselineOf(restorePoint: RestorePoint | null): WriteCounts {
  if (restorePoint === null) return { known: false, why: 'no restore point was recorded' };
  const { before, after, baseline } = restorePoint;
  if (!baseline.known || !before.known || !after.known || baseline.at === before.at) return baseline;
  const tables = Object.entries(baseline.tables).map(([name, table]) => {
    const [from, to] = [before.tables[name], after.tables[name]];
    if (from === undefined || to === undefined) return [name, table] as const;
    return [name, less(table, from, to)] as const;
  });
  const databases = Object.entries(baseline.databases).map(([name, database]) => {
    const [from, to] = [before.databases[name], after.databases[name]];
    return [
      name,
      isCounted(database) && isCounted(from) && isCounted(to) ? less(database, from, to) : database,
    ] as const;
  });
  return { ...baseline, tables: Object.fromEntries(tables), databases: Object.fromEntries(databases) };
}

/** Counters without what was written from one count to another. */
function less<Counts extends Writes>(counts: Counts, from: Writes, to: Writes): Counts {
  const [inserted, updated, deleted] = (['inserted', 'updated', 'deleted'] as const).map(
    (kind) => counts[kind] - Math.max(0, to[kind] - from[kind]),
  ) as [number, number, number];
  return { ...counts, inserted, updated, deleted };
}

const isCounted = (database: object | undefined): database is DatabaseCounts =>
  database !== undefined && 'inserted' in database;

/**
 * Lost writes when nothing but the fence can be believed: none since the restore point, except those of a migration that did
 * not end. While the snapshot was made another job may have written: the two counts around it show how much.
 */
export function lostBehindFence(restorePoint: RestorePoint | null): LostWrites {
  const counted = restorePoint === null ? undefined : lostWrites(restorePoint.before, restorePoint.after);
  return counted?.known ? counted : NOTHING_BUT_THE_FENCE;
}

const NOTHING_BUT_THE_FENCE: LostWrites = {
  ...{ known: true, total: 0, tables: {}, others: 0, gone: 0, databases: [], except: [] },
};
