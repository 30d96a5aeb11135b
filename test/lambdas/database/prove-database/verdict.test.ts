import { describe, expect, it } from 'vitest';
import { judgeCounts, judgeSentinel, rowsWithin } from '../../../../lambdas/database/prove-database/verdict.ts';
import type { RestorePoint } from '../../../../lambdas/model/release.ts';
import type { TableCounts } from '../../../../lambdas/model/writes.ts';
import { restorePoint } from '../../records.ts';
import { countsOf, tableCounts } from '../../writes.ts';

/** Rows and counters before the snapshot was asked for, and after it was there. */
const point = (
  rows: readonly [number | null, number | null],
  then: Partial<TableCounts>,
  later: Partial<TableCounts>,
) => ({
  ...restorePoint,
  before: countsOf(tableCounts(then), 's1', { rows: { answers: rows[0] } }),
  after: countsOf(tableCounts(later), 's1', { rows: { answers: rows[1] } }),
});
const FENCED = point([100, 100], {}, {});

describe('proof of a restore', () => {
  it.each<[string, RestorePoint, readonly [number, number] | null]>([
    ['the very count where nothing was written', FENCED, [100, 100]],
    ['what was inserted', point([100, 120], { inserted: 10 }, { inserted: 30 }), [100, 120]],
    ['what came and went', point([100, 100], { inserted: 10, deleted: 1 }, { inserted: 60, deleted: 51 }), [50, 150]],
    ['rows that no counter shows yet', point([100, 120], {}, {}), [100, 120]],
    ['nothing where it was not counted', point([100, null], {}, {}), null],
    ['nothing where it was emptied in between', point([100, 0], {}, { parts: { '5': 8 } }), null],
    ['nothing where another table has the name', point([100, 0], {}, { relation: 6 }), null],
    ['nothing where the counters began again', { ...FENCED, after: countsOf(tableCounts(), 's2') }, null],
  ])('lets a snapshot hold %s', (_what, between, bounds) => {
    expect(rowsWithin('answers', between)).toEqual(bounds);
  });

  it('fails a table with more or fewer rows than it may have', () => {
    expect([99, 100, 101].map((rows) => judgeCounts({ answers: rows }, FENCED).problems.length)).toEqual([1, 0, 1]);
    expect(judgeCounts({ answers: 99 }, FENCED).problems).toEqual(['table answers has 99 rows; expected 100']);
  });

  it('waits for rows that were not counted in time, and proves nothing by what nobody knows', () => {
    expect(judgeCounts({ answers: null }, FENCED)).toMatchObject({ compared: 0, waiting: [expect.any(String)] });
    expect(judgeCounts({ answers: 5 }, point([null, null], {}, {}))).toMatchObject({
      ...{ compared: 0, problems: [], waiting: [] },
      facts: ['table answers: its rows at the restore point are unknown, unproven'],
    });
  });

  it('waits for a sentinel that did not answer in time', () => {
    const slow = judgeSentinel({ name: 's', sql: '', expect: { atLeast: 0 } }, null);
    expect(slow).toMatchObject({ problems: [], waiting: ['sentinel "s" did not answer in time'], compared: 0 });
  });

  it('holds sentinels to their expectation', () => {
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '0').problems).toEqual([]);
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '3').problems).toHaveLength(1);
    expect(judgeSentinel({ name: 's', sql: '', expect: { atLeast: 0 } }, '').problems).toHaveLength(1);
  });
});
