import type { DBInstance } from '@aws-sdk/client-rds';

/**
 * How each field of an instance comes to a restored one. `passed`: in the request of the restore. `applied later`: by Settle,
 * since no restore takes it. `compared`: it is inherited or nobody's to set; Settle tells a difference. `of no matter`: with
 * the reason. A field that the SDK adds does not compile until it stands here (`test/lambdas/database/fields.test.ts` holds the
 * table against the SDK's schema, and each sorting against what is requested and told).
 */
export type Sorting = 'passed' | 'applied later' | 'compared' | { readonly ofNoMatter: string };

const because = (ofNoMatter: string): Sorting => ({ ofNoMatter });
const OWN = because('every instance has its own');
const NOT_POSTGRES = because('RDS for PostgreSQL does not have it');
const CLUSTER = because('an instance of a cluster, and a replica, are refused at inspection');
const STATE = because('a state that passes, no setting');

export const INSTANCE_FIELDS: Readonly<Record<keyof DBInstance, Sorting>> = {
  // Identity and state.
  DBInstanceIdentifier: OWN,
  DBInstanceArn: OWN,
  DbiResourceId: OWN,
  Endpoint: because('every instance has its own; the port is inherited'),
  ListenerEndpoint: NOT_POSTGRES,
  DbInstancePort: because('always 0; the port stands in Endpoint'),
  InstanceCreateTime: OWN,
  DBInstanceStatus: STATE,
  StatusInfos: CLUSTER,
  LatestRestorableTime: STATE,
  PercentProgress: STATE,
  AutomaticRestartTime: STATE,
  StorageVolumeStatus: STATE,
  StorageOperationStatus: STATE,
  StorageOperationPercentProgress: STATE,
  AwsBackupRecoveryPointArn: STATE,
  EnhancedMonitoringResourceArn: because('the log stream of its own; monitoring itself is applied later'),
  CertificateDetails: because('follows from the certificate authority'),
  SecondaryAvailabilityZone: because('RDS chooses where the standby of Multi-AZ is'),
  IsStorageConfigUpgradeAvailable: because('an offer of RDS'),
  UpgradeRolloutOrder: because('follows from a tag of the account’s upgrade policy'),

  // Inherited from the restore point.
  Engine: 'compared',
  EngineVersion: 'compared',
  LicenseModel: 'compared',
  MasterUsername: 'compared',
  DBName: 'compared',
  AllocatedStorage: 'compared',
  StorageEncrypted: 'compared',
  StorageEncryptionType: 'compared',
  KmsKeyId: 'compared',
  CharacterSetName: NOT_POSTGRES,
  NcharCharacterSetName: NOT_POSTGRES,
  Timezone: NOT_POSTGRES,
  TdeCredentialArn: NOT_POSTGRES,
  DBSystemId: NOT_POSTGRES,
  MultiTenant: NOT_POSTGRES,
  AdditionalStorageVolumes: NOT_POSTGRES,

  // Passed.
  DBInstanceClass: 'passed',
  DBSubnetGroup: 'passed',
  VpcSecurityGroups: 'passed',
  DBParameterGroups: 'passed',
  OptionGroupMemberships: 'passed',
  MultiAZ: 'passed',
  AvailabilityZone: 'passed',
  StorageType: 'passed',
  Iops: 'passed',
  StorageThroughput: 'passed',
  DedicatedLogVolume: 'passed',
  PubliclyAccessible: 'passed',
  AutoMinorVersionUpgrade: 'passed',
  IAMDatabaseAuthenticationEnabled: 'passed',
  DeletionProtection: 'passed',
  CopyTagsToSnapshot: 'passed',
  EnabledCloudwatchLogsExports: 'passed',
  CACertificateIdentifier: 'passed',
  NetworkType: 'passed',
  BackupRetentionPeriod: 'passed',
  PreferredBackupWindow: 'passed',
  EngineLifecycleSupport: 'passed',
  TagList: 'passed',

  // Applied by Settle.
  PreferredMaintenanceWindow: 'applied later',
  MaxAllocatedStorage: 'applied later',
  MonitoringInterval: 'applied later',
  MonitoringRoleArn: 'applied later',
  PerformanceInsightsEnabled: 'applied later',
  PerformanceInsightsKMSKeyId: 'applied later',
  PerformanceInsightsRetentionPeriod: 'applied later',
  DatabaseInsightsMode: 'applied later',
  AssociatedRoles: 'applied later',

  // Told where they differ.
  PendingModifiedValues: 'compared',
  DomainMemberships: 'compared',
  MasterUserSecret: 'compared',
  ProcessorFeatures: 'compared',
  BackupTarget: 'compared',
  CustomerOwnedIpEnabled: 'compared',
  DBInstanceAutomatedBackupsReplications: 'compared',
  ReadReplicaDBInstanceIdentifiers: 'compared',
  ReadReplicaDBClusterIdentifiers: 'compared',

  DBClusterIdentifier: CLUSTER,
  PromotionTier: CLUSTER,
  ReadReplicaSourceDBInstanceIdentifier: CLUSTER,
  ReadReplicaSourceDBClusterIdentifier: CLUSTER,
  ReplicaMode: NOT_POSTGRES,
  DBSecurityGroups: because('of EC2-Classic, which no longer exists'),
  AutomationMode: because('of RDS Custom'),
  ResumeFullAutomationModeTime: because('of RDS Custom'),
  CustomIamInstanceProfile: because('of RDS Custom'),
  ActivityStreamStatus: NOT_POSTGRES,
  ActivityStreamKmsKeyId: NOT_POSTGRES,
  ActivityStreamKinesisStreamName: NOT_POSTGRES,
  ActivityStreamMode: NOT_POSTGRES,
  ActivityStreamEngineNativeAuditFieldsIncluded: NOT_POSTGRES,
  ActivityStreamPolicyStatus: NOT_POSTGRES,
};
