import type { DBInstance } from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../model/release.ts';
import { INSTANCE_FIELDS } from './fields.ts';

/** What a restore resets, read while the live instance can still be asked; how each field is sorted: {@link INSTANCE_FIELDS}. */
export function settingsOf(db: DBInstance): DatabaseSettings {
  return {
    ...computing(db),
    ...storing(db),
    ...reaching(db),
    tags: tagsOfOthers(db),
    owed: owedBy(db),
    compared: Object.fromEntries(COMPARED.map((field) => [field, told(db[field])])),
  };
}

const COMPARED = (Object.keys(INSTANCE_FIELDS) as (keyof DBInstance)[])
  .filter((field) => INSTANCE_FIELDS[field] === 'compared')
  .sort();

const computing = (db: DBInstance) => ({
  instanceClass: db.DBInstanceClass ?? '',
  parameterGroup: db.DBParameterGroups?.[0]?.DBParameterGroupName ?? '',
  parametersApplied: db.DBParameterGroups?.[0]?.ParameterApplyStatus ?? '',
  optionGroup: db.OptionGroupMemberships?.[0]?.OptionGroupName ?? '',
  optionsApplied: db.OptionGroupMemberships?.[0]?.Status ?? '',
  multiAz: db.MultiAZ ?? false,
  // Of Multi-AZ RDS chooses it, and moves it with every failover.
  availabilityZone: db.MultiAZ === true ? '' : (db.AvailabilityZone ?? ''),
  autoMinorVersionUpgrade: db.AutoMinorVersionUpgrade ?? true,
  lifecycleSupport: db.EngineLifecycleSupport ?? '',
  logExports: db.EnabledCloudwatchLogsExports ?? [],
});

const storing = (db: DBInstance) => ({
  storageType: db.StorageType ?? '',
  iops: db.Iops ?? null,
  storageThroughput: db.StorageThroughput ?? null,
  dedicatedLogVolume: db.DedicatedLogVolume ?? false,
  deletionProtection: db.DeletionProtection ?? false,
  copyTagsToSnapshot: db.CopyTagsToSnapshot ?? false,
  backupRetentionDays: db.BackupRetentionPeriod ?? null,
  backupWindow: db.PreferredBackupWindow ?? '',
});

const reaching = (db: DBInstance) => ({
  subnetGroup: db.DBSubnetGroup?.DBSubnetGroupName ?? '',
  securityGroups: db.VpcSecurityGroups?.map((group) => group.VpcSecurityGroupId ?? '') ?? [],
  publiclyAccessible: db.PubliclyAccessible ?? false,
  iamAuthentication: db.IAMDatabaseAuthenticationEnabled ?? false,
  certificateAuthority: db.CACertificateIdentifier ?? '',
  networkType: db.NetworkType ?? '',
});

const owedBy = (db: DBInstance): DatabaseSettings['owed'] => ({
  maintenanceWindow: db.PreferredMaintenanceWindow ?? '',
  maxAllocatedStorage: db.MaxAllocatedStorage ?? 0,
  monitoringInterval: db.MonitoringInterval ?? 0,
  monitoringRole: db.MonitoringRoleArn ?? '',
  performanceInsights: db.PerformanceInsightsEnabled ?? false,
  insightsKey: db.PerformanceInsightsKMSKeyId ?? '',
  insightsRetentionDays: db.PerformanceInsightsRetentionPeriod ?? null,
  insightsMode: db.DatabaseInsightsMode ?? '',
  associatedRoles: Object.fromEntries(
    (db.AssociatedRoles ?? []).flatMap(({ FeatureName, RoleArn = '' }) =>
      FeatureName === undefined ? [] : [[FeatureName, RoleArn]],
    ),
  ),
});

/** Tags that people and their tools rely on. Ours say what an instance is for; those of AWS cannot be given. */
function tagsOfOthers(db: DBInstance): Readonly<Record<string, string>> {
  const tags = (db.TagList ?? []).filter(({ Key = '' }) => !/^(aws:|knowngood(:|$))/.test(Key));
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** A field of RDS as text that is the same whatever the order of its lists; empty where it says nothing. */
function told(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(told).sort().join(', ');
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  const members = Object.entries(value).flatMap(([key, inner]) =>
    told(inner) === '' ? [] : [`${key} ${told(inner)}`],
  );
  return members.sort().join(' ');
}
