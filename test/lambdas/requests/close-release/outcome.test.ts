import { expect, it } from 'vitest';
import { outcomeOf } from '../../../../lambdas/requests/close-release/outcome.ts';

it.each([
  ['refused', null, 'refused'],
  ['watched', true, 'good'],
  ['watched', false, 'unobserved'],
  ['watched', null, 'unobserved'],
] as const)('a release that ended %s, observed: %s, is %s', (ended, observed, outcome) => {
  expect(outcomeOf({ ended, observed })).toBe(outcome);
});
