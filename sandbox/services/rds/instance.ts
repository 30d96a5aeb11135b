import type { DBInstance, PendingModifiedValues } from '@aws-sdk/client-rds';
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

/** One DB instance: a PostgreSQL server, once it has one, under a name that can change and a resource id that cannot. */
export interface Instance {
  identifier: string;
  readonly resourceId: string;
  status: string;
  settings: Settings;
  tags: Tag[];
  pending: PendingModifiedValues;
  server: PostgresServer | undefined;
  /** False while it is created, and while a rename has taken its address away. */
  reachable: boolean;
  /** A rename hides an instance from lookups by name for a while; by resource id it is always found. */
  findableByName: boolean;
}

/** Statuses in which RDS takes changes and snapshots. */
export const CHANGEABLE = ['available', 'storage-optimization'];

/** An instance as DescribeDBInstances gives it. */
export function describeInstance(instance: Instance, arn: string, now: number): DBInstance {
  const { settings } = instance;
  const backedUp = (settings.BackupRetentionPeriod ?? 0) > 0 && instance.status !== 'creating';
  return {
    ...settings,
    DBInstanceIdentifier: instance.identifier,
    DBInstanceStatus: instance.status,
    DBInstanceArn: arn,
    DbiResourceId: instance.resourceId,
    DbInstancePort: 0,
    TagList: instance.tags.map(({ Key, Value }) => ({ Key, Value })),
    PendingModifiedValues: { ...instance.pending },
    ...(instance.reachable && instance.server
      ? { Endpoint: { Address: '127.0.0.1', Port: instance.server.port, HostedZoneId: 'Z2R2ITUGPM61AM' } }
      : {}),
    // The log is shipped every five minutes.
    ...(backedUp ? { LatestRestorableTime: new Date(now - 5 * 60_000) } : {}),
  };
}
