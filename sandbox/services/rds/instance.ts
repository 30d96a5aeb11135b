import type { DBInstance, PendingModifiedValues } from '@aws-sdk/client-rds';
import type { Snapshot } from '../../postgres/host.ts';
import type { PostgresServer } from '../../postgres/server.ts';
import type { Tag } from '../../template/properties/tags.ts';

/** An instance's settings, in the shape RDS describes them; identity, status and endpoint are added when it is described. */
export type Settings = Omit<
  DBInstance,
  | 'DBInstanceIdentifier'
  | 'DBInstanceStatus'
  | 'Endpoint'
  | 'DBInstanceArn'
  | 'DbiResourceId'
  | 'TagList'
  | 'PendingModifiedValues'
>;

/** Automated backups: the first of them, and the log since then. */
export interface Backups {
  /** Virtual time from which on a point in time can be restored. */
  readonly since: number;
  /** Undefined: the empty database that the instance was made with. */
  readonly base: Snapshot | undefined;
}

/** The log is shipped every five minutes, so a point in time can be restored at most that much later. */
const SHIPPED_AFTER_MS = 5 * 60_000;

/**
 * The times that can be restored; undefined: none, as automated backups are off or the first has not ended yet
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html).
 * @param until now, or when the instance ended
 */
export function restoreWindow(
  { settings, backups }: Pick<Instance, 'settings' | 'backups'>,
  until: number,
): { readonly earliest: number; readonly latest: number } | undefined {
  const days = settings.BackupRetentionPeriod ?? 0;
  if (days === 0 || backups === undefined) return undefined;
  const latest = until - SHIPPED_AFTER_MS;
  return latest < backups.since ? undefined : { earliest: Math.max(backups.since, until - days * 86_400_000), latest };
}

/** One DB instance: a PostgreSQL server, once it has one, under a name that can change and a resource id that cannot. */
export interface Instance {
  identifier: string;
  readonly resourceId: string;
  status: string;
  settings: Settings;
  tags: Tag[];
  pending: PendingModifiedValues;
  server: PostgresServer | undefined;
  /** Its automated backups, once the first one has ended. */
  backups?: Backups | undefined;
  /** Virtual time of the data that the last snapshot or backup holds; undefined: there is none. */
  copiedAt?: number;
  /** The volume of a restored instance is filled from S3 meanwhile. */
  initializing?: { readonly since: number; readonly until: number };
  /** False while it is created, and while a rename has taken its address away. */
  reachable: boolean;
  /** A rename hides an instance from lookups by name for a while; by resource id it is always found. */
  findableByName: boolean;
}

/** Statuses in which RDS takes changes and snapshots. */
export const CHANGEABLE = ['available', 'storage-optimization'];

/**
 * Both fields are there while the volume is filled, and not any more when it is
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html, StorageOperationStatus).
 */
function initialization({ initializing }: Instance, now: number): Partial<DBInstance> {
  if (initializing === undefined || now >= initializing.until) return {};
  const { since, until } = initializing;
  const StorageOperationPercentProgress = Math.floor((100 * (now - since)) / (until - since));
  return { StorageOperationStatus: 'Initializing', StorageOperationPercentProgress };
}

/** An instance as DescribeDBInstances gives it. */
export function describeInstance(instance: Instance, arn: string, now: number): DBInstance {
  const { settings } = instance;
  const window = restoreWindow(instance, now);
  return {
    ...settings,
    DBInstanceIdentifier: instance.identifier,
    DBInstanceStatus: instance.status,
    DBInstanceArn: arn,
    DbiResourceId: instance.resourceId,
    DbInstancePort: 0,
    TagList: instance.tags.map(({ Key, Value }) => ({ Key, Value })),
    PendingModifiedValues: { ...instance.pending },
    ...initialization(instance, now),
    ...(instance.reachable && instance.server
      ? { Endpoint: { Address: '127.0.0.1', Port: instance.server.port, HostedZoneId: 'Z2R2ITUGPM61AM' } }
      : {}),
    ...(window === undefined ? {} : { LatestRestorableTime: new Date(window.latest) }),
  };
}
