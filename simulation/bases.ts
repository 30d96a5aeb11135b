import type { RollbackPolicy } from '../lambdas/model/environment.ts';
import type { Migration } from '../lambdas/model/release.ts';
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

const more = (scenario: Partial<Scenario>): Scenario => ({
  ...{ migration: 'breaking', policy: 'restore-if-breaking', bad: 'in-watch', decided: 'restore', by: 'alarm' },
  watchdogMinutes: 5,
  ...scenario,
});

/** Stories for the states that those leave out; faults are tried in these states alone. */
export const FURTHER: readonly Scenario[] = [
  more({ policy: 'ask', decided: 'reopen' }),
  more({ policy: 'ask', decided: 'keep', migration: 'compatible' }),
  more({ bad: 'after-window' }),
  more({ bad: 'does-not-start' }),
  more({ bad: 'refused' }),
  more({ bad: 'dry-run' }),
  more({ migration: 'none', bad: 'after-close', by: 'person' }),
];
