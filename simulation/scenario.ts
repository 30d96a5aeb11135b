import type { RollbackPolicy } from '../lambdas/model/environment.ts';
import type { Migration } from '../lambdas/model/release.ts';

/** What a person decides on a frozen environment. */
export type Decided = 'restore' | 'keep' | 'reopen';

/** What is planned to happen, besides faults. */
export interface Scenario {
  readonly migration: Migration;
  readonly policy: RollbackPolicy;
  /**
   * When the new version shows that it is bad. `never`: the release is good. `refused`: an alarm fires before it begins.
   * `dry-run`: rollback and release are only planned.
   */
  readonly bad:
    | 'never'
    | 'in-checks'
    | 'does-not-start'
    | 'migration-fails'
    | 'in-watch'
    | 'after-close'
    | 'after-window'
    | 'refused'
    | 'dry-run';
  readonly decided: Decided;
  /** Who starts the rollback of a version that is bad after its release: its alarm, or a person before it. */
  readonly by: 'alarm' | 'person';
  /** How often the watchdog looks. The template says every minute; a rarer look finds the same, later. */
  readonly watchdogMinutes: number;
}

export const nameOf = ({ migration, policy, bad, decided, by }: Scenario): string =>
  [migration, policy, bad, decided, by].join('/');
