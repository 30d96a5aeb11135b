import { describe, expect, it } from 'vitest';
import { lostWrites } from '../../../lambdas/database/lost-writes.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import { countsOf, databaseCounts, lossOf, tableCounts } from '../writes.ts';

const uncountable = { ...countsOf(tableCounts()), uncountable: { views: 'it is a view' } };

describe('lost writes', () => {
  it('count a partition that came since', () => {
    const now = countsOf(tableCounts({ inserted: 12, parts: { '5': 7, '6': 9 } }));
    expect(lostWrites(countsOf(tableCounts()), now)).toMatchObject({ known: true, total: 2 });
  });

  it('say which counts are unknown, and why', () => {
    const unknown = { known: false, why: 'x' } as const;
    const why = (before: WriteCounts, now: WriteCounts) => lostWrites(before, now);
    expect(why(unknown, unknown)).toEqual({ known: false, why: 'the counts at the restore point are unknown: x' });
    expect(why(countsOf(tableCounts()), unknown)).toEqual({ known: false, why: 'the counts now are unknown: x' });
  });

  it('tell rows of tables that came and went since, and no others', () => {
    const gone = (rows: number) =>
      countsOf(tableCounts(), 's1', { databases: { survey: databaseCounts(tableCounts(), { gone: rows }) } });
    expect(lostWrites(gone(5), gone(7))).toMatchObject({ known: true, gone: 2 });
    // Of a database that was made since, all; of one that nobody may look into and nobody wrote to, none.
    const closed = { since: '', written: 4, why: 'closed' };
    const made = databaseCounts(tableCounts(), { gone: 3 });
    const of = (rows: number, more: object) =>
      countsOf(tableCounts(), 's1', {
        databases: { survey: databaseCounts(tableCounts(), { gone: rows }), closed, ...more },
      });
    expect(lostWrites(of(5, {}), of(7, { made }))).toMatchObject({ known: true, gone: 5 });
  });

  it('are the differences, per table', () => {
    const lost = lostWrites(countsOf(tableCounts()), countsOf(tableCounts({ inserted: 14, updated: 3 })));
    expect(lost).toEqual(lossOf({ answers: { inserted: 4, updated: 1, deleted: 0 } }));
  });

  it.each([
    ['the baseline is unknown', { known: false, why: 'x' } as const, countsOf(tableCounts())],
    ['the counts now are unknown', countsOf(tableCounts()), { known: false, why: 'x' } as const],
    ['the server restarted', countsOf(tableCounts()), countsOf(tableCounts(), 's2')],
    ['the table was truncated or rewritten', countsOf(tableCounts()), countsOf(tableCounts({ parts: { '5': 8 } }))],
    ['a partition was detached', countsOf(tableCounts({ parts: { '5': 7, '6': 8 } })), countsOf(tableCounts())],
    ['a table cannot be counted', countsOf(tableCounts()), uncountable],
    ['a table could not be counted then', uncountable, countsOf(tableCounts())],
    ['another table has the name', countsOf(tableCounts()), countsOf(tableCounts({ relation: 6 }))],
    ['a counter went backwards', countsOf(tableCounts()), countsOf(tableCounts({ inserted: 3 }))],
    ['the table is gone', countsOf(tableCounts()), countsOf(tableCounts(), 's1', { tables: {} })],
  ])('are unknown, never zero, when %s', (_why, before, now) => {
    expect(lostWrites(before, now).known).toBe(false);
  });
});
