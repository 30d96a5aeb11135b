import type { LostWrites, TableCounts, WriteCounts } from '../model/writes.ts';

/** Writes since the baseline. Counters that cannot be compared make the answer unknown, never zero. */
export function lostWrites(baseline: WriteCounts, now: WriteCounts): LostWrites {
  if (!baseline.known) return { known: false, why: `the counts at the restore point are unknown: ${baseline.why}` };
  if (!now.known) return { known: false, why: `the counts now are unknown: ${now.why}` };
  if (baseline.since !== now.since)
    return { known: false, why: 'the database server restarted or its statistics were reset after the restore point' };
  const [uncountable] = [...Object.entries(baseline.uncountable), ...Object.entries(now.uncountable)];
  if (uncountable !== undefined)
    return { known: false, why: `writes to ${uncountable[0]} cannot be counted: ${uncountable[1]}` };
  const tables: Record<string, { inserted: number; updated: number; deleted: number }> = {};
  let total = 0;
  for (const [name, then] of Object.entries(baseline.tables)) {
    const current = now.tables[name];
    if (current === undefined || current.relation !== then.relation)
      return { known: false, why: `table ${name} is not the one counted at the restore point` };
    const gone = partsGone(then.parts, current.parts);
    if (gone !== undefined) return { known: false, why: `table ${name} ${gone} after the restore point` };
    const writes = {
      inserted: current.inserted - then.inserted,
      updated: current.updated - then.updated,
      deleted: current.deleted - then.deleted,
    };
    if (Object.values(writes).some((n) => n < 0))
      return { known: false, why: `the counters of table ${name} went backwards` };
    tables[name] = writes;
    total += writes.inserted + writes.updated + writes.deleted;
  }
  return { known: true, total, tables };
}

/**
 * A part that is new counts from zero, or from the counters it brought along. The writes of a part that is gone are gone
 * with it.
 */
function partsGone(then: TableCounts['parts'], now: TableCounts['parts']): string | undefined {
  for (const [oid, file] of Object.entries(then)) {
    if (now[oid] === undefined) return 'lost a partition';
    if (now[oid] !== file) return 'was truncated or rewritten';
  }
  return undefined;
}
