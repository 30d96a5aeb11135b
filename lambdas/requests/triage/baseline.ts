import { lostWrites } from '../../database/lost-writes.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { LostWrites, WriteCounts } from '../../model/writes.ts';

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
    const less = (kind: 'inserted' | 'updated' | 'deleted') => table[kind] - Math.max(0, to[kind] - from[kind]);
    return [
      name,
      { ...table, inserted: less('inserted'), updated: less('updated'), deleted: less('deleted') },
    ] as const;
  });
  return { ...baseline, tables: Object.fromEntries(tables) };
}

/**
 * Lost writes when nothing but the fence can be believed: none since the restore point, except those of a migration that did
 * not end. While the snapshot was made another job may have written: the two counts around it show how much.
 */
export function lostBehindFence(restorePoint: RestorePoint | null): LostWrites {
  const counted = restorePoint === null ? undefined : lostWrites(restorePoint.before, restorePoint.after);
  return counted?.known ? counted : { known: true, total: 0, tables: {} };
}
