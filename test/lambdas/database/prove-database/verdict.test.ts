import { describe, expect, it } from 'vitest';
import { judgeCounts, judgeSentinel } from '../../../../lambdas/database/prove-database/verdict.ts';
import { countsOf, restorePoint, tableCounts } from '../../records.ts';

describe('proof of a restore', () => {
  const point = {
    ...restorePoint,
    before: countsOf(tableCounts({ rows: 100 })),
    after: countsOf(tableCounts({ rows: 120 })),
  };
  it('wants the very count when fenced', () => {
    expect(judgeCounts({ answers: 100 }, { ...point, fenced: true }).problems).toEqual([]);
    expect(judgeCounts({ answers: 101 }, { ...point, fenced: true }).problems).toHaveLength(1);
  });
  it('wants a count in between when writers ran during the snapshot', () => {
    expect(judgeCounts({ answers: 110 }, { ...point, fenced: false }).problems).toEqual([]);
    expect(judgeCounts({ answers: 99 }, { ...point, fenced: false }).problems).toHaveLength(1);
  });
  it('counts nothing as proven that was not counted', () => {
    expect(judgeCounts({ answers: null }, point).facts[0]).toContain('unproven');
  });
  it('holds sentinels to their expectation', () => {
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '0').problems).toEqual([]);
    expect(judgeSentinel({ name: 's', sql: '', expect: { equals: '0' } }, '3').problems).toHaveLength(1);
    expect(judgeSentinel({ name: 's', sql: '', expect: { atLeast: 1 } }, '').problems).toHaveLength(1);
  });
});
