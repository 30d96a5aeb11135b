import type { Sentinel } from '../../model/environment.ts';
import type { RestorePoint } from '../../model/release.ts';
import type { TableCounts, WriteCounts } from '../../model/writes.ts';
import { oneLine } from '../../step/one-line.ts';

/** An answer is repeated in the proof, messages and documents: this much is enough to recognize it. */
const LONGEST_ANSWER = 200;

export interface Verdict {
  readonly facts: readonly string[];
  readonly problems: readonly string[];
  /** What did not answer in time. */
  readonly waiting: readonly string[];
  /** How many sentinels and tables were held to what they should be. */
  readonly compared: number;
}

export const joined = (verdicts: readonly Verdict[]): Verdict => ({
  facts: verdicts.flatMap(({ facts }) => facts),
  problems: verdicts.flatMap(({ problems }) => problems),
  waiting: verdicts.flatMap(({ waiting }) => waiting),
  compared: verdicts.reduce((sum, { compared }) => sum + compared, 0),
});

const fact = (text: string, compared: 0 | 1): Verdict => ({ facts: [text], problems: [], waiting: [], compared });
const problem = (text: string): Verdict => ({ facts: [], problems: [text], waiting: [], compared: 1 });
const waiting = (text: string): Verdict => ({ facts: [], problems: [], waiting: [text], compared: 0 });

/** A sentinel's answer against its expectation. Null: it did not answer in time. */
export function judgeSentinel(sentinel: Sentinel, answer: string | null): Verdict {
  const { name, expect } = sentinel;
  if (answer === null) return waiting(`sentinel "${name}" did not answer in time`);
  // An empty answer is none: Number('') would be zero.
  const fits = 'equals' in expect ? answer === expect.equals : answer.trim() !== '' && Number(answer) >= expect.atLeast;
  const wanted = 'equals' in expect ? `"${expect.equals}"` : `at least ${expect.atLeast}`;
  const shown = oneLine(answer, LONGEST_ANSWER);
  return fits
    ? fact(`sentinel "${name}": ${shown}`, 1)
    : problem(`sentinel "${name}" answers "${shown}"; expected ${wanted}`);
}

/** Exact row counts of the restored database against those of the restore point. Null: not counted in time. */
export function judgeCounts(rows: Readonly<Record<string, number | null>>, point: RestorePoint): Verdict {
  return joined(Object.entries(rows).map(([table, count]) => judgeCount(table, count, point)));
}

function judgeCount(table: string, count: number | null, point: RestorePoint): Verdict {
  const bounds = rowsWithin(table, point);
  if (bounds === null) return fact(`table ${table}: its rows at the restore point are unknown, unproven`, 0);
  if (count === null) return waiting(`table ${table}: its rows were not counted in time`);
  const [low, high] = bounds;
  return count >= low && count <= high
    ? fact(count === 1 ? `table ${table}: 1 row` : `table ${table}: ${count} rows`, 1)
    : problem(`table ${table} has ${count} rows; expected ${low === high ? low : `${low} to ${high}`}`);
}

/**
 * The rows that a snapshot between the two counts may hold: rows may have come and gone in between, and the counters say how
 * many at most. Behind a fence that held they say none, and the count is exact. Null: nobody knows.
 */
export function rowsWithin(
  table: string,
  { before, after }: RestorePoint,
): readonly [low: number, high: number] | null {
  const [then, later] = [rowsOf(before, table), rowsOf(after, table)];
  if (then === null || later === null || !before.known || !after.known) return null;
  const [from, to] = [before.tables[table], after.tables[table]];
  if (from === undefined || to === undefined || before.since !== after.since || !sameParts(from, to)) return null;
  return [
    Math.min(then, later, then - (to.deleted - from.deleted)),
    Math.max(then, later, then + (to.inserted - from.inserted)),
  ];
}

const rowsOf = (counts: WriteCounts, table: string): number | null =>
  counts.known ? (counts.rows[table] ?? null) : null;

/** A table that was truncated, rewritten or detached from in between has lost rows that no counter shows. */
const sameParts = (from: TableCounts, to: TableCounts): boolean =>
  from.relation === to.relation && Object.entries(from.parts).every(([oid, file]) => to.parts[oid] === file);
