import { describe, expect, it } from 'vitest';
import { usability } from '../../../../lambdas/database/look-at-restored-database/usable.ts';

describe('a restored instance', () => {
  it.each([
    ['available', 'usable'],
    ['backing-up', 'usable'],
    ['storage-optimization', 'usable'],
    ['creating', 'wait'],
    ['a status of next year', 'wait'],
    ['restore-error', 'dead'],
    ['insufficient-capacity', 'dead'],
  ])('%s means %s', (status, expected) => {
    expect(usability(status)).toBe(expected);
  });
});
