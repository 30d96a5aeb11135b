import { describe, expect, it } from 'vitest';
import { judge } from '../../../../lambdas/database/count-lost-writes/within-agreed.ts';
import { lossOf } from '../../writes.ts';

describe('a loss', () => {
  it.each([
    ['as many as allowed', 100, null, 100, false],
    ['one more than allowed', 101, null, 100, true],
    ['more, accepted by a person', 500, 500, 100, false],
    ['more than a person accepted', 501, 500, 100, true],
  ])('%s', (_what, total, accepted, maxLostWrites, freeze) => {
    expect(judge(lossOf({}, total), { maxLostWrites, accepted, language: 'en' }).freeze).toBe(freeze);
  });

  it('that are unknown freeze, unless a person accepts just that', () => {
    const unknown = { known: false, why: 'x' } as const;
    expect(judge(unknown, { maxLostWrites: 1_000_000, accepted: 1_000_000, language: 'en' }).freeze).toBe(true);
    expect(judge(unknown, { maxLostWrites: 0, accepted: 'unknown', language: 'en' }).freeze).toBe(false);
  });

  it.each([
    [1, null, '1 write is newer than the restore point; no more than 0 may be lost'],
    [3, 5, '3 writes are newer than the restore point; as many as 5 may be lost'],
    [3, 'unknown', '3 writes are newer than the restore point; a person accepted losing any number of them'],
  ] as const)('%s lost, %s accepted: says so', (total, accepted, because) => {
    expect(judge(lossOf({}, total), { maxLostWrites: 0, accepted, language: 'en' }).because).toBe(because);
  });
});
