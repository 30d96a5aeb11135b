import type { ReleaseRecord } from '../model/ledger.ts';
import type { WriteCounts } from '../model/writes.ts';

/** What today's rules compare, and the first counts did not have. */
const COMPARED = ['tables', 'uncountable', 'databases', 'rows', 'transaction', 'except', 'reader'] as const;

/** Counts that an older control plane wrote cannot be compared with today's: they are unknown, and no rule meets their gaps. */
export function comparable(counts: WriteCounts): WriteCounts {
  if (!counts.known || COMPARED.every((field) => counts[field] !== undefined)) return counts;
  return { known: false, why: `they were made by an older version of the control plane, at ${counts.at}` };
}

/** A release as the ledger holds it, with counts that can be compared, or are unknown. */
export function withComparableCounts(release: ReleaseRecord): ReleaseRecord {
  const { restorePoint } = release;
  if (!restorePoint) return release;
  const { before, after, baseline } = restorePoint;
  const counts = { before: comparable(before), after: comparable(after), baseline: comparable(baseline) };
  return { ...release, restorePoint: { ...restorePoint, ...counts } };
}
