import { describe, expect, it } from 'vitest';
import { wanted } from '../../../../lambdas/requests/read-rollback-trigger/wanted.ts';
import { release } from '../../records.ts';

describe('the release whose result a person wants', () => {
  const releases = [
    release({ id: 'r3', version: '3.0.0' }),
    release({ id: 'r2', version: '2.0.0', outcome: 'rolled-back' }),
    release({ id: 'r1', version: '1.0.0' }),
  ];
  it.each(['r1', '1.0.0'])('is found by %s', (to) => {
    expect(wanted(to, releases)).toEqual({ kind: 'found', id: 'r1' });
  });
  it.each([
    ['9.9.9', /"to" is "9.9.9"; expected .*r3 \(version 3.0.0\), r1 \(version 1.0.0\)/],
    ['2.0.0', /expected the id or version of a release that ended well/],
    ['r3', /the newest release, whose result the environment has; expected an older one: r1/],
  ])('is not %s', (to, told) => {
    const found = wanted(to, releases);
    expect(found.kind === 'wrong' && found.why).toMatch(told);
  });
});
