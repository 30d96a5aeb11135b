import { describe, expect, it } from 'vitest';
import type { RestorePoint } from '../../../../lambdas/model/release.ts';
import type { WriteCounts } from '../../../../lambdas/model/writes.ts';
import { baselineOf, lostBehindFence } from '../../../../lambdas/requests/triage/baseline.ts';
import { restorePoint } from '../../records.ts';
import { countsOf, tableCounts } from '../../writes.ts';

const at = (moment: string, inserted: number): WriteCounts => ({
  ...countsOf(tableCounts({ inserted }), 's', { at: moment }),
});
const unknown: WriteCounts = { known: false, why: 'x' };
const point = (change: Partial<RestorePoint>): RestorePoint => ({
  ...restorePoint,
  before: at('13:05', 10),
  after: at('13:06', 10),
  baseline: at('13:05', 10),
  ...change,
});
const inserted = (counts: WriteCounts) => (counts.known ? counts.tables['answers']?.inserted : 'unknown');

describe('what lost writes are counted from', () => {
  it.each<[string, Partial<RestorePoint>, number | 'unknown']>([
    ['the count before the snapshot', {}, 10],
    ['behind a fence, the count after the migration', { baseline: at('13:20', 50) }, 50],
    [
      "less what somebody's own job wrote while the snapshot was made",
      { after: at('13:06', 14), baseline: at('13:20', 50) },
      46,
    ],
    [
      'not more than was counted, where the counters went backwards',
      { after: at('13:06', 4), baseline: at('13:20', 50) },
      50,
    ],
    ['as it is, where the snapshot was not counted', { after: unknown, baseline: at('13:20', 50) }, 50],
    ['nothing known', { baseline: unknown }, 'unknown'],
  ])('is %s', (_what, change, expected) => {
    expect(inserted(baselineOf(point(change)))).toBe(expected);
  });

  it('is the count after the migration of a table that the snapshot did not have', () => {
    const made: WriteCounts = {
      ...countsOf(tableCounts(), 's', { at: '13:20', tables: { nps: tableCounts({ inserted: 3 }) } }),
    };
    expect(baselineOf(point({ baseline: made }))).toEqual(made);
  });

  it('is unknown without a restore point', () => {
    expect(baselineOf(null)).toEqual({ known: false, why: 'no restore point was recorded' });
  });
});

describe('what is lost behind a fence that held', () => {
  it.each<[string, RestorePoint | null, number]>([
    ['nothing', point({}), 0],
    ["what somebody's own job wrote while the snapshot was made", point({ after: at('13:06', 14) }), 4],
    ['nothing, where that was not counted', point({ after: unknown }), 0],
    ['nothing, without a restore point', null, 0],
  ])('is %s', (_what, given, total) => {
    expect(lostBehindFence(given)).toMatchObject({ known: true, total });
  });
});
