import { describe, expect, it } from 'vitest';
import { releaseOutcome } from '../../../../lambdas/requests/close-rollback/outcome.ts';

describe('a closed rollback', () => {
  it.each([
    ['done', 'rolled-back'],
    ['nothing-to-undo', 'failed'],
    ['reopen', 'unobserved'],
  ] as const)('that ends %s leaves the release %s', (rollback, expected) => {
    expect(releaseOutcome(rollback)).toBe(expected);
  });
});
