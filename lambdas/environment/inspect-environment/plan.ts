import type { Release, RestorePointMode } from '../../model/release.ts';
import type { Change, PlannedService } from './contract.ts';

/** What a plan is made from. */
export interface Planned {
  readonly release: Pick<Release, 'version' | 'migration' | 'affected'>;
  readonly services: readonly PlannedService[];
  /** Titles of what the fence pauses. */
  readonly schedules: readonly string[];
  /** Identifier of the live database, and its restore point; null: nobody knows which it is. */
  readonly database: {
    readonly identifier: string;
    readonly restorePoint: RestorePointMode;
    /** Class of its standby, and the price of an hour of it with its source; null: the release has none. */
    readonly standby: { readonly instanceClass: string; readonly hour: string | null } | null;
  } | null;
}

const RESTORE_POINTS: Readonly<Record<RestorePointMode, (database: string) => string>> = {
  snapshot: (database) => `make a restore point: a snapshot of ${database}`,
  'point-in-time': (database) =>
    `record a restore point: a point in time of ${database}, which its automated backups hold`,
  none: (database) => `record no restore point: ${database} has none to record now`,
};

/** What the release would do, in order: the answer of a dry run. */
export function plan({ release, services, schedules, database }: Planned): string[] {
  const fenced = release.migration === 'breaking';
  return [
    `announce release ${release.version} to the teams`,
    'record the known good: task definitions, image digests, parameter versions, database settings',
    ...(fenced && database !== null
      ? [`make a snapshot of ${database.identifier} while users still work, so that the one behind the page is short`]
      : []),
    ...(fenced
      ? [
          `raise maintenance mode; try the bypass, which needs the page to be up; ${pauses(schedules)}stop all services, end the application sessions in the database`,
        ]
      : []),
    ...(database === null ? [] : [RESTORE_POINTS[database.restorePoint](database.identifier)]),
    ...(database === null || database.standby === null ? [] : [standby(database.standby)]),
    ...(release.migration === 'none'
      ? []
      : [`run the ${release.migration} migration as a one-off task of the new version`]),
    ...services.map(switched),
    `run the smoke checks${release.affected.length > 0 ? ` and those of ${release.affected.join(', ')}` : ''}`,
    ...(fenced
      ? [`resume the workers${schedules.length > 0 ? ' and the schedules' : ''}, lower maintenance mode`]
      : []),
    'watch the alarms, then call the release good',
  ];
}

/** What it costs is said where the configuration says it, and never guessed. */
const standby = ({ instanceClass, hour }: NonNullable<NonNullable<Planned['database']>['standby']>): string =>
  `beside all that, restore the snapshot to a standby (${instanceClass}) that runs until the release is good, and is deleted after that; ${hour === null ? 'what it costs is unknown: database.retention.prices names no price of its class' : `an hour of it costs ${hour}, without its storage`}`;

/** What a paused job would have done meanwhile is not made up for. */
const pauses = (schedules: readonly string[]): string =>
  schedules.length === 0 ? '' : `pause the schedules: ${schedules.join(', ')}; `;

function switched({ service, image, cpu, memory, desiredCount, environment }: PlannedService): string {
  const names = (what: string, list: readonly string[]) =>
    list.length === 0 ? [] : [`environment ${what}: ${list.join(', ')}`];
  const more = [
    ...moved('CPU units', cpu),
    ...moved('MiB of memory', memory),
    ...moved('tasks', desiredCount),
    ...names('added', environment.added),
    ...names('changed', environment.changed),
  ];
  return `switch service ${service} to ${image.to}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}

const moved = (what: string, change: Change<string | number> | null): string[] =>
  change === null ? [] : [`${what}: ${change.from ?? 'unknown'} to ${change.to}`];
