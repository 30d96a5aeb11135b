import { describe, expect, it } from 'vitest';
import { reasonsIn } from '../../../../lambdas/messages/reasons.ts';
import type { RollbackPolicy } from '../../../../lambdas/model/environment.ts';
import type { ReleaseRecord } from '../../../../lambdas/model/ledger.ts';
import type { Decision, Trigger } from '../../../../lambdas/model/rollback.ts';
import { databaseDecision } from '../../../../lambdas/requests/triage/database-decision.ts';
import { person, release } from '../../records.ts';
import { alarm, breaking, compatible } from './given.ts';

const none = release();
const begun = { none, compatible: release(compatible), breaking: release(breaking) };
const never = release({ ...breaking, migrationStartedAt: null });
const decided = (policy: RollbackPolicy, releases: readonly ReleaseRecord[], trigger: Trigger = alarm): Decision =>
  databaseDecision({ policy, trigger }, releases, reasonsIn('en')).decision;

describe('whether the database goes back', () => {
  it.each<[RollbackPolicy, keyof typeof begun, Decision]>([
    ['restore', 'none', 'services-and-database'],
    ['restore', 'breaking', 'services-and-database'],
    ['restore-if-breaking', 'none', 'services'],
    ['restore-if-breaking', 'compatible', 'services'],
    ['restore-if-breaking', 'breaking', 'services-and-database'],
    ['ask', 'none', 'services'],
    ['ask', 'compatible', 'freeze'],
    ['ask', 'breaking', 'freeze'],
    ['keep', 'none', 'services'],
    ['keep', 'compatible', 'services'],
    ['keep', 'breaking', 'freeze'],
  ])('by the policy %s and a %s migration: %s', (policy, migration, expected) => {
    expect(decided(policy, [begun[migration]])).toBe(expected);
  });

  it.each<[string, readonly ReleaseRecord[], Decision]>([
    ['a migration that never began does not count', [never], 'services'],
    ['the strongest of several counts', [none, begun.compatible, begun.breaking], 'services-and-database'],
  ])('%s', (_what, releases, expected) => {
    expect(decided('restore-if-breaking', releases)).toBe(expected);
  });

  it.each([
    ['restore', 'keep', begun.none, 'services-and-database'],
    ['keep', 'restore', begun.breaking, 'services'],
    ['policy', 'keep', begun.breaking, 'freeze'],
  ] as const)('a person who asks for %s comes before the policy %s', (database, policy, undone, expected) => {
    expect(decided(policy, [undone], person({ database }))).toBe(expected);
  });
});
