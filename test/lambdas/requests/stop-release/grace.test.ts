import { expect, it } from 'vitest';
import { mayStillFail } from '../../../../lambdas/requests/stop-release/grace.ts';
import { later, moment, NOW } from '../../records.ts';

it.each([
  ['a release that started the rollback itself, at once', 'failed-release', 0, true],
  ['such a release, a second before the end of its grace', 'failed-release', 59, true],
  ['such a release, after its grace', 'failed-release', 60, false],
  ['a release that an alarm rolls back', 'alarm', 0, false],
  ['a release that a person rolls back', 'person', 0, false],
] as const)('%s may still fail with its own error, or not', (_what, kind, seconds, may) => {
  const given = {
    trigger: { kind, reason: '' },
    moment: moment({ now: later(seconds) }),
    since: NOW,
    graceSeconds: 60,
  };
  expect(mayStillFail(given)).toBe(may);
});
