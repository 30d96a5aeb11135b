import type { AccountQuota, DBInstance } from '@aws-sdk/client-rds';
import { couldRestore, type Need, neededMode } from '../../database/restore-points/mode.ts';
import { instanceRoom, room } from '../../database/room.ts';
import type { RollbackPolicy, Stale } from '../../model/environment.ts';
import type { Release } from '../../model/release.ts';
import { AT_REST } from './database-problems.ts';

/** What RDS says beside the live instance. */
export interface SeenOfRds {
  readonly quotas: readonly AccountQuota[];
  /** RDS still makes instances of the live one's engine version. */
  readonly versionOffered: boolean;
  /** Proxies that lead to the live instance. */
  readonly proxies: readonly string[];
}

export interface Asked {
  readonly release: Pick<Release, 'migration' | 'fenced' | 'standby'>;
  readonly policy: RollbackPolicy;
  readonly acceptStale: readonly Stale[];
  readonly now: string;
}

/** What stops a rollback with the database, and what a person should know of it. */
export interface Fitness {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What a restore needs, looked at before anything is touched. Where the policy could lead to a restore of this release it
 * refuses; where only a person could ask for one it warns.
 */
export function restoreProblems(asked: Asked, db: DBInstance, rds: SeenOfRds): Fitness {
  const need = needOf(asked, db);
  // Without one of its own a release needs room only for the safety snapshot, which stops nothing where it is missing.
  const snapshots = need.mode === 'snapshot' ? room(rds.quotas, 'ManualSnapshots', snapshotsOf(asked.release)) : [];
  // Beside a standby that cannot be used, another one is restored.
  const instances = hasStandby(asked.release, need) ? 2 : 1;
  const ofRestore = [...instanceRoom(db, rds.quotas, instances), ...version(db, rds), ...stale(asked, db, rds)];
  const refused = couldRestore(asked.release.migration, asked.policy);
  const backup = asked.release.fenced ? backupAhead(asked.now, db) : [];
  return {
    problems: [...snapshots, ...backup, ...(refused ? ofRestore : [])],
    warnings: [
      ...need.warnings,
      ...pending(db),
      ...(refused ? [] : ofRestore.map((what) => `a restore would fail or fall short: ${what}`)),
    ],
  };
}

/** How the release will let its database go back. */
export const needOf = ({ release, policy }: Pick<Asked, 'release' | 'policy'>, db: DBInstance): Need =>
  neededMode(release, policy, db, AT_REST.includes(db.DBInstanceStatus ?? ''));

/** A release has a standby of its snapshot alone: of a point in time there is nothing to restore yet. */
export const hasStandby = ({ standby }: Pick<Release, 'standby'>, { mode }: Pick<Need, 'mode'>): boolean =>
  standby === 'until-good' && mode === 'snapshot';

/** The restore point, the one before the fence, and the safety snapshot of a rollback. */
const snapshotsOf = ({ fenced }: Asked['release']): number => (fenced ? 3 : 2);

/** RDS restores no version that it has taken from sale (RestoreDBInstanceFromDBSnapshot). */
const version = ({ EngineVersion }: DBInstance, { versionOffered }: SeenOfRds): string[] =>
  versionOffered
    ? []
    : [
        `RDS no longer makes instances of PostgreSQL ${EngineVersion}; expected a version it offers. Upgrade the database first`,
      ];

/** What goes on leading to the replaced instance, or is not restored; each is told unless the configuration accepts it. */
function stale({ acceptStale = [] }: Asked, db: DBInstance, { proxies }: SeenOfRds): string[] {
  const replicas = [...(db.ReadReplicaDBInstanceIdentifiers ?? []), ...(db.ReadReplicaDBClusterIdentifiers ?? [])];
  const found: readonly (readonly [Stale, string | undefined])[] = [
    [
      'read-replicas',
      replicas.length === 0
        ? undefined
        : `its read replicas (${replicas.join(', ')}) go on following the replaced instance`,
    ],
    [
      'proxies',
      proxies.length === 0 ? undefined : `its proxies (${proxies.join(', ')}) go on leading to the replaced instance`,
    ],
    [
      'managed-password',
      db.MasterUserSecret === undefined
        ? undefined
        : 'RDS manages its master password: the secret follows the replaced instance, and a restored one has the password of the restore point',
    ],
    [
      'iam-authentication',
      db.IAMDatabaseAuthenticationEnabled === true
        ? 'it takes logins by IAM: policies for rds-db:connect name the resource id of the replaced instance'
        : undefined,
    ],
    [
      'directory',
      (db.DomainMemberships ?? []).length === 0 ? undefined : 'it is in a directory: a restored instance is in none',
    ],
  ];
  return found.flatMap(([kind, what]) =>
    what === undefined || acceptStale.includes(kind)
      ? []
      : [
          `of the live database "${db.DBInstanceIdentifier}" a restore leaves something behind: ${what}. Change that, or accept it: database.acceptStale: ["${kind}"]`,
        ],
  );
}

/** Changes that wait for the maintenance window are not restored, and come into force at a time nobody chose. */
const pending = ({ PendingModifiedValues = {} }: DBInstance): string[] => {
  const names = Object.entries(PendingModifiedValues).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return names.length === 0
    ? []
    : [
        `changes of the database wait for its maintenance window (${names.sort().join(', ')}): a restored instance does not have them`,
      ];
};

/** A restore point behind the fence must not begin this shortly before the daily backup, which RDS ends first. */
const AHEAD_MINUTES = 60;
const DAY_MINUTES = 24 * 60;

/**
 * During its daily backup RDS makes no snapshot, for as long as the backup lasts: users would wait behind the page
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupWindow.html).
 */
export function backupAhead(now: string, db: DBInstance): string[] {
  const window = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(db.PreferredBackupWindow ?? '');
  if (window === null || (db.BackupRetentionPeriod ?? 0) === 0) return [];
  const [from, until] = [1, 3].map((at) => Number(window[at]) * 60 + Number(window[at + 1])) as [number, number];
  const time = new Date(now);
  const minute = time.getUTCHours() * 60 + time.getUTCMinutes();
  const sinceFrom = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  const isNow = sinceFrom < (until - from + DAY_MINUTES) % DAY_MINUTES;
  const ahead = DAY_MINUTES - sinceFrom;
  if (!isNow && ahead > AHEAD_MINUTES) return [];
  return [
    `the daily backup of the live database ${isNow ? 'may run now' : `begins in ${ahead} min`} (${db.PreferredBackupWindow} UTC); expected more than ${AHEAD_MINUTES} minutes, since behind the fence users would wait for it. Start the release after the window`,
  ];
}
