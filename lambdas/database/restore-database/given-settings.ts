import type {
  RestoreDBInstanceFromDBSnapshotMessage,
  RestoreDBInstanceToPointInTimeMessage,
  Tag,
} from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../../model/release.ts';

/** What both restores take. */
export type SettingsOfRestore = Omit<RestoreDBInstanceFromDBSnapshotMessage, 'DBInstanceIdentifier'> &
  Omit<RestoreDBInstanceToPointInTimeMessage, 'TargetDBInstanceIdentifier'>;

/**
 * Every setting of the original that a restore takes; RDS would reset each to a default (security group of the VPC, default
 * parameter group, single AZ, protection off, another backup window). What it does not take is owed to Settle.
 * @param ours tags of our own; those of others follow, as many as RDS takes.
 * @param anyZone leaves the zone to RDS: it had no capacity in the one of the original.
 */
export function givenSettings(settings: DatabaseSettings, ours: readonly Tag[], anyZone: boolean): SettingsOfRestore {
  return {
    DBInstanceClass: settings.instanceClass,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBParameterGroupName: settings.parameterGroup,
    ...given('OptionGroupName', settings.optionGroup),
    MultiAZ: settings.multiAz,
    // RDS refuses a zone for Multi-AZ.
    ...(settings.multiAz || anyZone ? {} : given('AvailabilityZone', settings.availabilityZone)),
    ...given('StorageType', settings.storageType),
    ...provisioned(settings),
    ...(settings.dedicatedLogVolume ? { DedicatedLogVolume: true } : {}),
    PubliclyAccessible: settings.publiclyAccessible,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    EnableIAMDatabaseAuthentication: settings.iamAuthentication,
    DeletionProtection: settings.deletionProtection,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    ...(settings.logExports.length === 0 ? {} : { EnableCloudwatchLogsExports: [...settings.logExports] }),
    ...given('CACertificateIdentifier', settings.certificateAuthority),
    ...given('NetworkType', settings.networkType),
    ...given('EngineLifecycleSupport', settings.lifecycleSupport),
    ...given('BackupRetentionPeriod', settings.backupRetentionDays),
    ...given('PreferredBackupWindow', settings.backupWindow),
    Tags: [...ours, ...tagsBeside(ours, settings.tags ?? {})],
  };
}

/** A parameter, unless the original says nothing of it, or its record is older than the setting. */
const given = <Name extends string, Value>(name: Name, value: Value | null | undefined) =>
  (value === undefined || value === null || value === '' ? {} : { [name]: value }) as { [Key in Name]?: Value };

/** Tags of one resource that AWS allows. */
const MOST_TAGS = 50;

const tagsBeside = (ours: readonly Tag[], theirs: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(theirs)
    .map(([Key, Value]) => ({ Key, Value }))
    .slice(0, MOST_TAGS - ours.length);

/** Storage whose IOPS are provisioned, whatever their number. */
const PROVISIONED = new Set(['io1', 'io2']);

/** gp3 takes more than its baseline of 3,000 IOPS and 125 MiB/s only from 400 GiB on; below, RDS gives the baseline and refuses to be asked. */
const GP3_BASELINE_IOPS = 3_000;

/**
 * RDS refuses io1 and io2 without Iops, and restores gp3 at its baseline where more is not asked for
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html).
 */
function provisioned({ storageType, iops, storageThroughput }: DatabaseSettings) {
  const asked = iops !== null && (PROVISIONED.has(storageType) || (storageType === 'gp3' && iops > GP3_BASELINE_IOPS));
  return {
    ...(asked ? { Iops: iops } : {}),
    ...(asked && storageThroughput !== null && storageType === 'gp3' ? { StorageThroughput: storageThroughput } : {}),
  };
}
