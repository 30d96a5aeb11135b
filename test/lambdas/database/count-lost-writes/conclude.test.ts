import { describe, expect, it } from 'vitest';
import { conclude } from '../../../../lambdas/database/count-lost-writes/conclude.ts';
import type { LostWrites } from '../../../../lambdas/model/writes.ts';
import { NOW } from '../../records.ts';
import { countsOf, lossOf, tableCounts } from '../../writes.ts';

const three = lossOf({}, 3);
const unknown: LostWrites = { known: false, why: 'the database does not answer' };

const baseline = countsOf(tableCounts());

describe('a count of lost writes', () => {
  it.each([
    ['the first one', 'first', false, ['b']],
    ['a later one within what was agreed', 'again', false, []],
    ['a later one above what was agreed', 'again', true, ['b']],
    ['the last one, above it', 'last', true, ['b']],
  ] as const)('%s adds the reasons %j', (_which, count, freeze, because) => {
    expect(conclude(three, { freeze, because: 'b' }, { count, counted: three, baseline, now: NOW }, 80)).toMatchObject({
      freeze,
      because,
    });
  });

  it.each([
    ['the last one, where nobody can count any more, keeps the count that decided', 'last', unknown, three, three],
    ['the last one that counts stands for itself', 'last', three, unknown, three],
    ['an earlier one that cannot count is unknown', 'again', unknown, three, unknown],
    ['the last one without one before it is unknown', 'last', unknown, null, unknown],
  ] as const)('%s', (_what, count, lost, counted, expected) => {
    expect(conclude(lost, { freeze: false, because: 'b' }, { count, counted, baseline, now: NOW }, 80).lost).toEqual(
      expected,
    );
  });

  it.each([
    ['which one it is, when it was taken and how long that took', 'first', three, { known: true, total: 3 }],
    ['what the last one found, though the count that decided stays', 'last', unknown, unknown],
  ] as const)('records %s', (_what, count, lost, found) => {
    const { timed } = conclude(
      lost,
      { freeze: false, because: 'b' },
      { count, counted: three, baseline, now: NOW },
      80,
    );
    expect(timed).toEqual([{ which: count, at: NOW, tookMs: 80, lost: found }]);
  });
});
