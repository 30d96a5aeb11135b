import type { RollbackPolicy } from '../../lambdas/model/environment.ts';
import type { Migration } from '../../lambdas/model/release.ts';
import type { Scenario } from './scenario.ts';

export const MIGRATIONS: readonly Migration[] = ['none', 'compatible', 'breaking'];
export const POLICIES: readonly RollbackPolicy[] = ['restore', 'restore-if-breaking', 'ask', 'keep'];

/** The stories in which every fault is tried: a good release, and a rollback, for each kind of migration and each policy. */
export const BASES: readonly Scenario[] = MIGRATIONS.flatMap((migration) =>
  POLICIES.flatMap((policy): Scenario[] => [
    { migration, policy, bad: 'never', decided: 'restore', by: 'alarm', watchdogMinutes: 5 },
    { migration, policy, bad: 'in-watch', decided: 'restore', by: 'alarm', watchdogMinutes: 5 },
  ]),
);
