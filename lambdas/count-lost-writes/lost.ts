import type { LostWrites, WriteCounts } from '../model/writes.ts';
import { reasonsIn } from '../shared/messages/reasons.ts';
import type { Input, Output } from './contract.ts';

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

/** Whether a machine may go on with the restore. */
export function judge(
  lost: LostWrites,
  { maxLostWrites, accepted, language }: Pick<Input, 'maxLostWrites' | 'accepted' | 'language'>,
): Output {
  const say = reasonsIn(language);
  if (!lost.known) {
    return accepted === 'unknown'
      ? { lost, freeze: false, because: say.acceptedUnknown }
      : { lost, freeze: true, because: say.unknownLoss(lost.why) };
  }
  const allowed = accepted === 'unknown' ? Number.POSITIVE_INFINITY : Math.max(maxLostWrites, accepted ?? 0);
  return lost.total <= allowed
    ? { lost, freeze: false, because: say.withinLimit(lost.total, allowed) }
    : { lost, freeze: true, because: say.aboveLimit(lost.total, allowed) };
}
