import type { DBInstance, RestoreDBInstanceFromDBSnapshotCommandInput } from '@aws-sdk/client-rds';
import type { Input } from './contract.ts';

/** RDS instance identifiers: 1-63 letters, digits, single hyphens, beginning with a letter; stored in lower case. */
export function instanceName(configured: string, work: string, attempt: number): string {
  const suffix = `-kg-${work.replace(/[^a-z0-9]/g, '').slice(-20)}${attempt === 0 ? '' : `-${attempt + 1}`}`;
  return `${configured.slice(0, 63 - suffix.length).replace(/-+$/, '')}${suffix}`.toLowerCase();
}

/**
 * Every setting of the original that a restore takes; RDS would reset each to a default (security group of the VPC,
 * default parameter group, single AZ, protection off). What it does not take is owed to Settle.
 */
export function restoreRequest(
  { restorePoint, settings }: Pick<Input, 'restorePoint' | 'settings'>,
  instance: string,
  tags: { Key: string; Value: string }[],
): RestoreDBInstanceFromDBSnapshotCommandInput {
  return {
    DBInstanceIdentifier: instance,
    DBSnapshotIdentifier: restorePoint.snapshot,
    DBInstanceClass: settings.instanceClass,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBParameterGroupName: settings.parameterGroup,
    ...(settings.optionGroup === '' ? {} : { OptionGroupName: settings.optionGroup }),
    MultiAZ: settings.multiAz,
    ...(settings.storageType === '' ? {} : { StorageType: settings.storageType }),
    ...provisioned(settings),
    PubliclyAccessible: settings.publiclyAccessible,
    AutoMinorVersionUpgrade: settings.autoMinorVersionUpgrade,
    EnableIAMDatabaseAuthentication: settings.iamAuthentication,
    DeletionProtection: settings.deletionProtection,
    CopyTagsToSnapshot: settings.copyTagsToSnapshot,
    ...(settings.logExports.length === 0 ? {} : { EnableCloudwatchLogsExports: [...settings.logExports] }),
    ...(settings.certificateAuthority === '' ? {} : { CACertificateIdentifier: settings.certificateAuthority }),
    ...(settings.networkType === '' ? {} : { NetworkType: settings.networkType }),
    Tags: tags,
  };
}

/** Storage whose IOPS are provisioned, whatever their number. */
const PROVISIONED = new Set(['io1', 'io2']);

/** gp3 takes more than its baseline of 3,000 IOPS and 125 MiB/s only from 400 GiB on; below, RDS gives the baseline and refuses to be asked. */
const GP3_BASELINE_IOPS = 3_000;

/**
 * RDS refuses io1 and io2 without Iops, and restores gp3 at its baseline where more is not asked for
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html).
 */
function provisioned({ storageType, iops, storageThroughput }: Input['settings']) {
  const asked = iops !== null && (PROVISIONED.has(storageType) || (storageType === 'gp3' && iops > GP3_BASELINE_IOPS));
  return {
    ...(asked ? { Iops: iops } : {}),
    ...(asked && storageThroughput !== null && storageType === 'gp3' ? { StorageThroughput: storageThroughput } : {}),
  };
}

/** Statuses from which an instance does not become usable by itself. */
export const DEAD_INSTANCE = new Set([
  'failed',
  'restore-error',
  'incompatible-restore',
  'incompatible-network',
  'incompatible-option-group',
  'incompatible-parameters',
  'inaccessible-encryption-credentials',
  'insufficient-capacity',
  'storage-full',
  'deleting',
]);

/** Tag naming the snapshot an instance was restored from: RDS does not report it. */
export const RESTORE_POINT_TAG = 'knowngood:restore-point';

/**
 * What an existing instance of our name means. `ours`: use it. `dead` and `other`: take the next name. `foreign`: somebody
 * else made it.
 */
export function meaning(found: DBInstance, work: string, snapshot: string): 'ours' | 'dead' | 'other' | 'foreign' {
  const tag = (key: string) => found.TagList?.find((t) => t.Key === key)?.Value;
  if (tag('knowngood:work') !== work) return 'foreign';
  if (tag(RESTORE_POINT_TAG) !== snapshot) return 'other';
  return DEAD_INSTANCE.has(found.DBInstanceStatus ?? '') ? 'dead' : 'ours';
}
