import type { LostWrites, WriteCounts } from '../model/writes.ts';

/** Writes since the baseline. Whatever makes the counters incomparable makes the answer unknown, never zero. */
export function lostWrites(baseline: WriteCounts, now: WriteCounts): LostWrites {
  if (!baseline.known) return { known: false, why: `the counts at the restore point are unknown: ${baseline.why}` };
  if (!now.known) return { known: false, why: `the counts now are unknown: ${now.why}` };
  if (baseline.since !== now.since)
    return { known: false, why: 'the database server restarted or its statistics were reset after the restore point' };
  const tables: Record<string, { inserted: number; updated: number; deleted: number }> = {};
  let total = 0;
  for (const [name, then] of Object.entries(baseline.tables)) {
    const current = now.tables[name];
    if (current === undefined || current.relation !== then.relation)
      return { known: false, why: `table ${name} is not the one counted at the restore point` };
    if (current.file !== then.file)
      return { known: false, why: `table ${name} was truncated or rewritten after the restore point` };
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
