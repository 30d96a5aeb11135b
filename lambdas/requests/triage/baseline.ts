import { lostWrites } from '../../database/lost-writes.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { LostWrites, WriteCounts } from '../../model/writes.ts';

/**
 * What lost writes are counted from. Behind a fence that is the count after the migration, whose own writes are not users';
 * what somebody's own job wrote while the snapshot was made stands before it, and is lost all the same: it is taken off.
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
 * Where a fence is all there is to believe, nothing was written since the restore point but by a migration that did not
 * end. While the snapshot was made, somebody's own job may have written: that much two counts know.
 */
export function lostBehindFence(restorePoint: RestorePoint | null): LostWrites {
  const counted = restorePoint === null ? undefined : lostWrites(restorePoint.before, restorePoint.after);
  return counted?.known ? counted : { known: true, total: 0, tables: {} };
}
