import type { OnFreeze, RollbackPolicy } from '../../lambdas/model/environment.ts';
import type { Migration } from '../../lambdas/model/release.ts';
import { type Cell, nameOfCell } from '../faults/cell.ts';
import type { OtherConfiguration } from '../world/other-configurations.ts';

/**
 * What a person decides on a frozen environment. Who reopens has found that the version is not to blame, and is right;
 * `reopen-wrongly`: it stays bad, and when its alarm fires again is a matter of chance.
 */
export type Decided = 'restore' | 'keep' | 'reopen' | 'reopen-wrongly';

/** What a story is about: what happens in each is in `plots.ts`. */
export type Plot =
  /** The release is good. */
  | 'never'
  | 'in-checks'
  | 'does-not-start'
  | 'migration-fails'
  | 'in-watch'
  | 'after-close'
  | 'after-window'
  /** An alarm fires before the release begins. */
  | 'refused'
  /** Rollback, decision and release are only planned. */
  | 'dry-run'
  /** A person asks to go back without the database while the migration runs. */
  | 'in-migration'
  /** Every alarm is ignored: nothing observes the release, and a person confirms it. */
  | 'unobserved'
  /** Of three releases, the first of kind `infrastructure`, a person undoes the last two: back to the first, by its name. */
  | 'return-to'
  /** The image of the known good expires before the rollback: a person names another to go back with. */
  | 'image-gone'
  /** A person asks for the database of a release that no policy would restore, minutes after its point in time. */
  | 'asks-for-the-database'
  /** Retention looks in the weeks after a rollback, and a person lets it delete the quarantined database. */
  | 'weeks-later'
  /** After the rollback it shows that the version was not to blame: a person goes forward again, to the quarantined database. */
  | 'forward-again'
  /** A person switches automation off for a while; the version then shows that it is bad, and rings on when it is on again. */
  | 'switched-off'
  /** The application's password is rotated behind the restore point, and the version then shows that it is bad. */
  | 'password-rotated'
  /** A backup drill, with nothing beside it; then the hourly looks at what it left. */
  | 'backup-drill'
  /** The version shows that it is bad while a backup drill of its restore point runs. */
  | 'drill-meets-rollback'
  /** The release has a standby, which is ready before the version shows that it is bad. */
  | 'standby'
  /** It shows that while the standby is still restored. */
  | 'standby-too-late'
  /** A job that nobody planned has written to the standby before. */
  | 'standby-touched'
  /** Two releases have one each, and a person undoes both. */
  | 'standby-of-two'
  /** The release is good, and retention deletes its standby. */
  | 'standby-outlived';

/** What is planned to happen, besides faults. */
export interface Scenario {
  readonly migration: Migration;
  readonly policy: RollbackPolicy;
  /** When the new version shows that it is bad, or what else the story is about. */
  readonly bad: Plot;
  readonly decided: Decided;
  /** Who starts the rollback of a version that is bad after its release: its alarm, or a person before it. */
  readonly by: 'alarm' | 'person';
  /** How often the watchdog looks. The template says every minute; a rarer look finds the same, later. */
  readonly watchdogMinutes: number;
  /** Where the application finds its database: in a parameter (left out), or in a field of its secret. */
  readonly pointer?: 'secret';
  /** Writes that a restore may lose without a person (left out: as the configuration says, more than any story loses). */
  readonly lossLimit?: number;
  /** What users get while a person decides (left out: the page). */
  readonly onFreeze?: Exclude<OnFreeze, 'page'>;
  /** What gives up data or automation needs a second person (left out: nothing does). */
  readonly secondPerson?: true;
  /** What else the configuration has otherwise than the sandbox's, in the order of the names. */
  readonly configured?: readonly OtherConfiguration[];
  /** What happened before: a person has rolled an earlier release back with its database, and the pointer leads to a restored one. */
  readonly before?: 'rolled-back';
  /** Faults that belong to the story: they lead to states that are entered after a fault alone. */
  readonly given?: readonly Cell[];
  /** How a person goes on with unfinished work: redrives it first (left out), or decides at once. */
  readonly goesOn?: 'decision';
}

/** A bad release with a breaking migration, which its alarm rolls back with the database, but for what is said. */
export const story = (but: Partial<Scenario> = {}): Scenario => ({
  ...{ migration: 'breaking', policy: 'restore-if-breaking', bad: 'in-watch', decided: 'restore', by: 'alarm' },
  watchdogMinutes: 5,
  ...but,
});

export const nameOf = ({
  migration,
  policy,
  bad,
  decided,
  by,
  given = [],
  goesOn,
  pointer,
  lossLimit,
  onFreeze,
  secondPerson,
  configured = [],
  before,
}: Scenario): string =>
  [
    migration,
    policy,
    bad,
    decided,
    by,
    goesOn ?? [],
    pointer ?? [],
    lossLimit === undefined ? [] : `at most ${lossLimit} lost`,
    onFreeze ?? [],
    secondPerson === undefined ? [] : 'by two',
    ...configured,
    before ?? [],
    ...given.map(nameOfCell),
  ]
    .flat()
    .join('/');
