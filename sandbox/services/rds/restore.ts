import * as rds from '@aws-sdk/client-rds';
import { WireError } from '../../kernel/wire-error.ts';
import type { PostgresServer, ServerSettings } from '../../postgres/server.ts';
import { PostgresUnavailable } from '../../postgres/unavailable.ts';
import { type Tag, withTags } from '../../template/properties/tags.ts';
import { firstBackup, windowFarFrom } from './backup.ts';
import { defaultGroups, describeSubnetGroup } from './groups.ts';
import { newResourceId, parseIdentifier } from './identifiers.ts';
import type { Instance, Settings } from './instance.ts';
import { applySecurityGroups, DEFAULT_SECURITY_GROUP } from './reach.ts';
import { notModelled } from './refusal.ts';
import type { RdsState } from './state.ts';
import { baseline, refuseStorage } from './storage.ts';

/** RDS's default quota of instances in a Region. */
export const MOST_INSTANCES = 40;

/** Tags of one resource. */
const MOST_TAGS = 50;

/** What both restores take. */
export const MODELLED = [
  ...['DBInstanceClass', 'Port', 'AvailabilityZone', 'DBSubnetGroupName'],
  ...[
    'MultiAZ',
    'PubliclyAccessible',
    'AutoMinorVersionUpgrade',
    'LicenseModel',
    'Engine',
    'Iops',
    'StorageThroughput',
  ],
  ...['OptionGroupName', 'Tags', 'StorageType', 'VpcSecurityGroupIds', 'CopyTagsToSnapshot', 'DBParameterGroupName'],
  ...['EnableIAMDatabaseAuthentication', 'EnableCloudwatchLogsExports', 'DeletionProtection', 'NetworkType'],
  ...['AllocatedStorage', 'BackupRetentionPeriod', 'PreferredBackupWindow', 'DedicatedLogVolume'],
  ...['CACertificateIdentifier', 'EngineLifecycleSupport'],
];

/** Starts the restore of a snapshot as a NEW instance, with everything reset that RDS resets. */
export function restoreFromSnapshot(state: RdsState, request: rds.RestoreDBInstanceFromDBSnapshotMessage): Instance {
  notModelled('RestoreDBInstanceFromDBSnapshot', request, [
    ...['DBInstanceIdentifier', 'DBSnapshotIdentifier'],
    ...MODELLED,
  ]);
  refuseRequest(request);
  const identifier = parseIdentifier('DBInstanceIdentifier', request.DBInstanceIdentifier);
  const snapshot = state.snapshot(request.DBSnapshotIdentifier);
  state.requireFree(identifier);
  if (snapshot.status !== 'available') {
    const message = `Cannot restore from the snapshot ${snapshot.identifier}: it is in the state ${snapshot.status}.`;
    throw new rds.InvalidDBSnapshotStateFault({ message, $metadata: {} });
  }
  const { source, tags, data } = snapshot;
  const instance = restored(state, identifier, { source, tags }, request, async (settings) => {
    if (!data) throw new Error(`${snapshot.identifier} has no data`);
    return await state.postgres.restore(data, settings);
  });
  state.publish('snapshot', snapshot.identifier, 'RDS-EVENT-0043', 'Restored from snapshot');
  return instance;
}

/** What the new instance inherits from, and what its request says, by snapshot or to a point in time. */
interface Origin {
  readonly source: Settings;
  readonly tags: readonly Tag[];
}
export type RestoreSettings = Omit<
  rds.RestoreDBInstanceFromDBSnapshotMessage,
  'DBInstanceIdentifier' | 'DBSnapshotIdentifier' | 'DBClusterSnapshotIdentifier'
>;

/** A NEW instance, whose server `make` brings about in the background. */
export function restored(
  state: RdsState,
  identifier: string,
  { source, tags }: Origin,
  request: RestoreSettings,
  make: (settings: ServerSettings) => Promise<PostgresServer>,
): Instance {
  if (state.instances.length >= MOST_INSTANCES) {
    throw new rds.InstanceQuotaExceededFault({ message: 'DB Instance quota exceeded', $metadata: {} });
  }
  const instance: Instance = {
    identifier,
    resourceId: newResourceId(),
    status: 'creating',
    settings: settingsOf(state, source, request),
    // Tags given replace those of the source; without any, the restored instance gets the source's.
    tags: request.Tags?.length ? withTags([], request.Tags) : tags.filter(({ Key }) => !isReserved(Key)),
    pending: {},
    server: undefined,
    reachable: false,
    findableByName: true,
  };
  state.instances.push(instance);
  state.background(build(state, instance, make), (error) => {
    instance.status = error instanceof PostgresUnavailable ? 'incompatible-parameters' : 'restore-error';
    state.kernel.log(`restore of ${identifier} failed: ${error instanceof Error ? error.message : error}`);
  });
  return instance;
}

const isReserved = (key: string | undefined): boolean => key?.startsWith('aws:') === true;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html */
export function refuseRequest({ MultiAZ, AvailabilityZone, Tags = [] }: RestoreSettings): void {
  if (MultiAZ === true && AvailabilityZone !== undefined)
    throw new WireError(
      'InvalidParameterCombination',
      'Requesting a specific availability zone is not valid for Multi-AZ instances.',
    );
  if (Tags.some(({ Key }) => isReserved(Key)))
    throw new WireError('InvalidParameterValue', 'Tag keys that begin with aws: are reserved for AWS.');
  if (Tags.length > MOST_TAGS)
    throw new WireError(
      'InvalidParameterValue',
      `The number of tags is ${Tags.length}; at most ${MOST_TAGS} are allowed.`,
    );
}

function storageOf(source: Settings, request: RestoreSettings): Settings {
  const StorageType = request.StorageType ?? (request.Iops ? 'io1' : 'gp3');
  const AllocatedStorage = Math.max(source.AllocatedStorage ?? 0, request.AllocatedStorage ?? 0);
  const { Iops, StorageThroughput } = request;
  refuseStorage({ StorageType, Iops, StorageThroughput, AllocatedStorage });
  return {
    StorageType,
    ...baseline(StorageType, AllocatedStorage),
    ...(Iops === undefined ? {} : { Iops }),
    ...(StorageThroughput === undefined ? {} : { StorageThroughput }),
  };
}

async function build(
  state: RdsState,
  instance: Instance,
  make: (settings: ServerSettings) => Promise<PostgresServer>,
): Promise<void> {
  const { restoreMs, configureMs, baselineBackupMs, initializeMs } = state.timings;
  const group = state.groups.parameterGroup(instance.settings.DBParameterGroups?.[0]?.DBParameterGroupName ?? '');
  const wait = state.pass(restoreMs);
  wait.catch(() => {}); // Awaited below, unless the restore fails first.
  instance.server = await make(group.settings);
  await applySecurityGroups(instance);
  await wait;
  instance.reachable = true;
  instance.initializing = { since: state.now, until: state.now + initializeMs };
  instance.status = 'modifying';
  await state.pass(configureMs);
  if ((instance.settings.BackupRetentionPeriod ?? 0) > 0) {
    // Since 2025 a restored instance is backed up before it is available; it takes connections, and no changes, meanwhile.
    await firstBackup(state, instance, baselineBackupMs);
  }
  instance.status = 'available';
}

function settingsOf(state: RdsState, source: Settings, request: RestoreSettings): Settings {
  const defaults = defaultGroups(source.EngineVersion ?? '');
  const subnetGroup = state.groups.subnetGroup(request.DBSubnetGroupName ?? defaults.subnetGroup);
  const parameterGroup = state.groups.parameterGroup(request.DBParameterGroupName ?? defaults.parameterGroup);
  const optionGroup = state.groups.optionGroup(request.OptionGroupName ?? defaults.optionGroup);
  const securityGroups = request.VpcSecurityGroupIds?.length ? request.VpcSecurityGroupIds : [DEFAULT_SECURITY_GROUP];
  return {
    // Settings of the data and its storage: inherited.
    Engine: source.Engine,
    EngineVersion: source.EngineVersion,
    LicenseModel: source.LicenseModel,
    MasterUsername: source.MasterUsername,
    DBName: source.DBName,
    AllocatedStorage: Math.max(source.AllocatedStorage ?? 0, request.AllocatedStorage ?? 0),
    StorageEncrypted: source.StorageEncrypted,
    KmsKeyId: source.KmsKeyId,
    DBInstanceClass: request.DBInstanceClass ?? source.DBInstanceClass,
    BackupRetentionPeriod: request.BackupRetentionPeriod ?? source.BackupRetentionPeriod,
    // A restore that names no window gets one of RDS's choosing, as a new instance does.
    PreferredBackupWindow: request.PreferredBackupWindow ?? windowFarFrom(state.now + 3_600_000),
    // Settings of the instance: reset, unless the request gives them.
    ...storageOf(source, request),
    DBSubnetGroup: describeSubnetGroup(subnetGroup, state.arns.subnetGroup(subnetGroup.name)),
    DBParameterGroups: [{ DBParameterGroupName: parameterGroup.name, ParameterApplyStatus: 'in-sync' }],
    OptionGroupMemberships: [{ OptionGroupName: optionGroup.name, Status: 'in-sync' }],
    VpcSecurityGroups: securityGroups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
    MultiAZ: request.MultiAZ ?? false,
    AvailabilityZone: request.AvailabilityZone ?? `${state.kernel.region}a`,
    DeletionProtection: request.DeletionProtection ?? false,
    IAMDatabaseAuthenticationEnabled: request.EnableIAMDatabaseAuthentication ?? false,
    CopyTagsToSnapshot: request.CopyTagsToSnapshot ?? false,
    PubliclyAccessible: request.PubliclyAccessible ?? false,
    AutoMinorVersionUpgrade: request.AutoMinorVersionUpgrade ?? true,
    NetworkType: request.NetworkType ?? 'IPV4',
    CACertificateIdentifier: request.CACertificateIdentifier ?? 'rds-ca-rsa2048-g1',
    EnabledCloudwatchLogsExports: request.EnableCloudwatchLogsExports ?? [],
    EngineLifecycleSupport: request.EngineLifecycleSupport ?? 'open-source-rds-extended-support',
    DedicatedLogVolume: request.DedicatedLogVolume ?? false,
    // Settings of the instance that a restore request cannot give: reset.
    PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
    MonitoringInterval: 0,
    PerformanceInsightsEnabled: false,
    DatabaseInsightsMode: 'standard',
    InstanceCreateTime: new Date(state.now),
    DBSecurityGroups: [],
    ReadReplicaDBInstanceIdentifiers: [],
    DomainMemberships: [],
    AssociatedRoles: [],
    BackupTarget: 'region',
  };
}
