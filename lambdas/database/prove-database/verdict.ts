import type { Sentinel } from '../../model/environment.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { WriteCounts } from '../../model/writes.ts';
import { oneLine } from '../../step/one-line.ts';

/** An answer is repeated in the proof, messages and documents: this much is enough to recognize it. */
const LONGEST_ANSWER = 200;

export interface Verdict {
  readonly facts: string[];
  readonly problems: string[];
}

/** A sentinel's answer against its expectation. */
export function judgeSentinel(sentinel: Sentinel, answer: string): Verdict {
  const { name, expect } = sentinel;
  const fits = 'equals' in expect ? answer === expect.equals : Number(answer) >= expect.atLeast;
  const wanted = 'equals' in expect ? `"${expect.equals}"` : `at least ${expect.atLeast}`;
  const shown = oneLine(answer, LONGEST_ANSWER);
  return fits
    ? { facts: [`sentinel "${name}": ${shown}`], problems: [] }
    : { facts: [], problems: [`sentinel "${name}" answers "${shown}"; expected ${wanted}`] };
}

/**
 * Compares exact row counts with those at the restore point. Fenced: equal to that count. Unfenced: between the counts
 * before the snapshot was requested and after it was available. A count that was not taken proves nothing.
 */
export function judgeCounts(rows: Readonly<Record<string, number | null>>, point: RestorePoint): Verdict {
  const verdict: Verdict = { facts: [], problems: [] };
  for (const [table, count] of Object.entries(rows)) {
    const before = rowsAt(point.before, table);
    const after = point.fenced ? before : rowsAt(point.after, table);
    if (count === null || before === null || after === null) {
      verdict.facts.push(`table ${table}: could not be counted (in time, or at all), unproven`);
      continue;
    }
    const [low, high] = before < after ? [before, after] : [after, before];
    if (count >= low && count <= high) verdict.facts.push(`table ${table}: ${count} rows`);
    else
      verdict.problems.push(`table ${table} has ${count} rows; expected ${low === high ? low : `${low} to ${high}`}`);
  }
  return verdict;
}

const rowsAt = (counts: WriteCounts, table: string): number | null =>
  counts.known ? (counts.tables[table]?.rows ?? null) : null;
