import * as rds from '@aws-sdk/client-rds';
import { withTags } from '../../template/properties/tags.ts';
import { parseIdentifier } from './identifiers.ts';
import type { Instance } from './instance.ts';
import type { RdsState, SnapshotRecord } from './state.ts';

/** RDS's default quota of manual snapshots in a Region. */
export const MOST_SNAPSHOTS = 100;

/** Starts a manual snapshot. The data is that of the beginning; the instance is `backing-up` meanwhile. */
export function createSnapshot(state: RdsState, request: rds.CreateDBSnapshotMessage): rds.DBSnapshot {
  const identifier = parseIdentifier('DBSnapshotIdentifier', request.DBSnapshotIdentifier);
  const instance = state.instance(request.DBInstanceIdentifier);
  if (state.snapshots.has(identifier)) {
    const message = `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`;
    throw new rds.DBSnapshotAlreadyExistsFault({ message, $metadata: {} });
  }
  state.changeable(instance.identifier, 'Cannot create a snapshot');
  if (state.snapshots.size >= MOST_SNAPSHOTS) {
    throw new rds.SnapshotQuotaExceededFault({
      message: 'Cannot create more than 100 manual snapshots',
      $metadata: {},
    });
  }
  const snapshot = newSnapshot(state, instance, identifier, request.Tags);
  state.snapshots.set(identifier, snapshot);
  instance.status = 'backing-up';
  state.publish('snapshot', identifier, 'RDS-EVENT-0040', 'Creating manual snapshot');
  state.background(copy(state, instance, snapshot), (error) => {
    snapshot.status = 'failed';
    instance.status = 'available';
    state.kernel.log(`snapshot ${identifier} failed: ${error}`);
  });
  return describeSnapshot(snapshot, state.now);
}

function newSnapshot(
  state: RdsState,
  instance: Instance,
  identifier: string,
  tags: rds.Tag[] | undefined,
): SnapshotRecord {
  const { settings } = instance;
  const copied = settings.CopyTagsToSnapshot ? instance.tags.filter(({ Key }) => !Key?.startsWith('aws:')) : [];
  return {
    identifier,
    status: 'creating',
    startedAt: state.now,
    databaseTime: undefined,
    tags: withTags(copied, tags),
    data: undefined,
    source: { ...settings },
    facts: {
      DBSnapshotIdentifier: identifier,
      DBSnapshotArn: state.arns.snapshot(identifier),
      DBInstanceIdentifier: instance.identifier,
      DbiResourceId: instance.resourceId,
      SnapshotType: 'manual',
      SnapshotTarget: 'region',
      OriginalSnapshotCreateTime: new Date(state.now),
      InstanceCreateTime: settings.InstanceCreateTime,
      Engine: settings.Engine,
      EngineVersion: settings.EngineVersion,
      LicenseModel: settings.LicenseModel,
      MasterUsername: settings.MasterUsername,
      AllocatedStorage: settings.AllocatedStorage,
      StorageType: settings.StorageType,
      Iops: settings.Iops,
      StorageThroughput: settings.StorageThroughput,
      Encrypted: settings.StorageEncrypted,
      KmsKeyId: settings.KmsKeyId,
      OptionGroupName: settings.OptionGroupMemberships?.[0]?.OptionGroupName,
      AvailabilityZone: settings.AvailabilityZone,
      Port: 5432,
      IAMDatabaseAuthenticationEnabled: settings.IAMDatabaseAuthenticationEnabled,
      BackupRetentionPeriod: settings.BackupRetentionPeriod,
      PreferredBackupWindow: settings.PreferredBackupWindow,
      DedicatedLogVolume: settings.DedicatedLogVolume,
      MultiTenant: false,
    },
  };
}

/** As if the application changed every block of its database within this time. */
const ALL_CHANGED_MS = 24 * 3_600_000;
/** Share of a whole copy that the shortest one takes. */
const LEAST = 1 / 2;

/**
 * "The first snapshot of a DB instance contains the data for the full database. Subsequent snapshots of the same database are
 * incremental, which means that only the data that has changed after your most recent snapshot is saved."
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html)
 */
export function copyMs({ now, timings }: RdsState, { copiedAt }: Instance): number {
  const changed = copiedAt === undefined ? 1 : Math.min(1, (now - copiedAt) / ALL_CHANGED_MS);
  return Math.round(timings.snapshotMs * Math.max(LEAST, changed));
}

async function copy(state: RdsState, instance: Instance, snapshot: SnapshotRecord): Promise<void> {
  if (!instance.server) throw new Error(`${instance.identifier} has no server`);
  const wait = state.pass(copyMs(state, instance));
  wait.catch(() => {}); // Awaited below, unless the copy fails first.
  snapshot.data = await state.postgres.snapshot(instance.server);
  snapshot.databaseTime = new Date(state.now);
  instance.copiedAt = snapshot.startedAt;
  await wait;
  snapshot.status = 'available';
  instance.status = 'available';
  state.publish('snapshot', snapshot.identifier, 'RDS-EVENT-0042', 'Manual snapshot created');
}

/**
 * DeleteDBSnapshot: for good. "The DB snapshot must be in the available state to be deleted."
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html
 */
export function deleteSnapshot(state: RdsState, identifier: string | undefined): rds.DBSnapshot {
  const snapshot = state.snapshot(identifier);
  if (snapshot.status !== 'available')
    throw new rds.InvalidDBSnapshotStateFault({
      message: `Cannot delete the snapshot because it is not in the available state: ${snapshot.identifier}`,
      $metadata: {},
    });
  state.snapshots.delete(snapshot.identifier);
  state.publish('snapshot', snapshot.identifier, 'RDS-EVENT-0041', 'Manual snapshot deleted');
  return { ...describeSnapshot(snapshot, state.now), Status: 'deleted' };
}

export function describeSnapshot(snapshot: SnapshotRecord, now: number): rds.DBSnapshot {
  const { facts, status, databaseTime, tags } = snapshot;
  return {
    ...facts,
    Status: status,
    // An estimate, as RDS's: it may say 100 before the snapshot can be used.
    PercentProgress: status === 'available' ? 100 : Math.min(100, Math.floor((now - snapshot.startedAt) / 1000)),
    SnapshotCreateTime: facts.OriginalSnapshotCreateTime,
    TagList: tags.map(({ Key, Value }) => ({ Key, Value })),
    ...(databaseTime ? { SnapshotDatabaseTime: databaseTime } : {}),
  };
}
