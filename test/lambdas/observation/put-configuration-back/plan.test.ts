import { describe, expect, it } from 'vitest';
import { type ParameterVersion, plan } from '../../../../lambdas/observation/put-configuration-back/plan.ts';
import { later, NOW } from '../../records.ts';

const at = (version: number, value: string, seconds: number): ParameterVersion => ({
  version,
  value,
  changedAt: later(seconds),
});
const recorded = at(3, 'old', -9_000);

describe('a parameter of which version 3 was recorded', () => {
  it.each<[string, ParameterVersion[], object]>([
    ['is as it was', [recorded], { action: 'nothing' }],
    ['was changed and changed back', [recorded, at(4, 'new', -60), at(5, 'old', -30)], { action: 'nothing' }],
    ['was changed by the release', [recorded, at(4, 'new', -60)], { action: 'put-back', value: 'old' }],
    ['was changed at its very end', [recorded, at(4, 'new', 0)], { action: 'put-back', value: 'old' }],
    [
      'was changed several times by the release, in any order of the history',
      [at(5, 'newer', -30), recorded, at(4, 'new', -60)],
      { action: 'put-back', value: 'old' },
    ],
    [
      'was changed after it',
      [recorded, at(4, 'new', -60), at(5, 'newer', 1)],
      { action: 'leave', why: 'it was changed after the release, to version 5' },
    ],
    ['is gone', [], { action: 'leave', why: 'it no longer exists' }],
    [
      'has lost that version',
      [at(104, 'new', -60)],
      { action: 'leave', why: 'version 3 is no longer kept (SSM keeps 100); the newest is 104' },
    ],
  ])('%s', (_what, history, decided) => {
    expect(plan({ name: '/title', version: 3 }, history, NOW)).toEqual(decided);
  });
});
