import type { LiveDatabase, RestorePointMode } from '../../model/release.ts';
import type { Input } from './contract.ts';

const RESTORE_POINTS: Readonly<Record<RestorePointMode, (database: string) => string>> = {
  snapshot: (database) => `make a restore point: a snapshot of ${database}`,
  'point-in-time': (database) =>
    `record a restore point: a point in time of ${database}, which its automated backups hold`,
  none: (database) => `record no restore point: ${database} has none to record now`,
};

/** What the release would do, in order: the answer of a dry run. */
export function plan(
  input: Input,
  database: LiveDatabase,
  mode: RestorePointMode,
  images: ReadonlyMap<string, string>,
): string[] {
  const { release } = input;
  const fenced = release.migration === 'breaking';
  return [
    `announce release ${release.version} to the teams`,
    'record the known good: task definitions, image digests, parameter versions, database settings',
    ...(fenced
      ? [
          'raise maintenance mode; try the bypass, which needs the page to be up; stop all services, end the application sessions in the database',
        ]
      : []),
    RESTORE_POINTS[mode](database.identifier),
    ...(release.migration === 'none'
      ? []
      : [`run the ${release.migration} migration as a one-off task of the new version`]),
    ...release.changes.map(({ service, image }) => `switch service ${service} to ${images.get(image) ?? image}`),
    `run the smoke checks${release.affected.length > 0 ? ` and those of ${release.affected.join(', ')}` : ''}`,
    ...(fenced ? ['resume the workers and lower maintenance mode'] : []),
    'watch the alarms, then call the release good',
  ];
}
