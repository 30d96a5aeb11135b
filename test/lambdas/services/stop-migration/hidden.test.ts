import { expect, it } from 'vitest';
import { mayBeHidden } from '../../../../lambdas/services/stop-migration/hidden.ts';
import { later, NOW } from '../../records.ts';

it.each([
  ['began just now', NOW, 0, true],
  ['began 59 seconds ago', NOW, 59, true],
  ['began a minute ago', NOW, 60, false],
  ['never began', null, 0, false],
])('a migration that %s may run without ECS showing it, or not', (_what, migrationStartedAt, seconds, may) => {
  expect(mayBeHidden({ migrationStartedAt }, later(seconds))).toBe(may);
});
