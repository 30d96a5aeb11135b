import { describe, expect, it } from 'vitest';
import { lostWrites } from '../../../lambdas/database/lost-writes.ts';
import { countsOf, tableCounts } from '../records.ts';

describe('lost writes', () => {
  it('are the differences, per table', () => {
    const lost = lostWrites(countsOf(tableCounts()), countsOf(tableCounts({ inserted: 14, updated: 3 })));
    expect(lost).toEqual({ known: true, total: 5, tables: { answers: { inserted: 4, updated: 1, deleted: 0 } } });
  });

  it.each([
    ['the baseline is unknown', { known: false, why: 'x' } as const, countsOf(tableCounts())],
    ['the counts now are unknown', countsOf(tableCounts()), { known: false, why: 'x' } as const],
    ['the server restarted', countsOf(tableCounts()), countsOf(tableCounts(), 's2')],
    ['the table was truncated or rewritten', countsOf(tableCounts()), countsOf(tableCounts({ file: 8 }))],
    ['another table has the name', countsOf(tableCounts()), countsOf(tableCounts({ relation: 6 }))],
    ['a counter went backwards', countsOf(tableCounts()), countsOf(tableCounts({ inserted: 3 }))],
    ['the table is gone', countsOf(tableCounts()), { known: true, at: '', since: 's1', tables: {} } as const],
  ])('are unknown, never zero, when %s', (_why, before, now) => {
    expect(lostWrites(before, now).known).toBe(false);
  });
});
