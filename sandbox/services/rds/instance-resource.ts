import type { Created, Properties, ResourceContext } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { stackTags } from '../cloudformation/cloudformation.ts';
import { windowFarFrom } from './backup.ts';
import { defaultGroups, describeSubnetGroup } from './groups.ts';
import { newResourceId, parseIdentifier } from './identifiers.ts';
import type { Instance, Settings } from './instance.ts';
import { createMaster } from './master.ts';
import { applySecurityGroups, DEFAULT_SECURITY_GROUP } from './reach.ts';
import type { RdsState } from './state.ts';
import { baseline } from './storage.ts';

const MODELLED = [
  ...['DBInstanceIdentifier', 'DBInstanceClass', 'Engine', 'EngineVersion', 'DBName', 'Port', 'Tags'],
  ...['MasterUsername', 'MasterUserPassword', 'AllocatedStorage', 'MaxAllocatedStorage', 'StorageType', 'Iops'],
  ...['StorageThroughput', 'StorageEncrypted', 'KmsKeyId', 'VPCSecurityGroups', 'DBSubnetGroupName', 'MultiAZ'],
  ...['DBParameterGroupName', 'OptionGroupName', 'BackupRetentionPeriod', 'PreferredBackupWindow'],
  ...['PreferredMaintenanceWindow', 'DeletionProtection', 'CopyTagsToSnapshot', 'PubliclyAccessible'],
  ...['AutoMinorVersionUpgrade', 'AllowMajorVersionUpgrade', 'EnableIAMDatabaseAuthentication', 'NetworkType'],
  ...['MonitoringInterval', 'MonitoringRoleArn', 'EnablePerformanceInsights', 'PerformanceInsightsKMSKeyId'],
  ...['PerformanceInsightsRetentionPeriod', 'DatabaseInsightsMode', 'CACertificateIdentifier', 'LicenseModel'],
  ...['EnableCloudwatchLogsExports', 'AvailabilityZone', 'DeleteAutomatedBackups', 'EngineLifecycleSupport'],
  ...['ApplyImmediately', 'DedicatedLogVolume', 'AssociatedRoles'],
];

const DAY_MS = 86_400_000;

/** Makes an instance of a template. It is available when its stack is deployed, so it is so at once. */
export async function createInstance(
  state: RdsState,
  properties: Properties,
  context: ResourceContext,
): Promise<Created> {
  refuseUnmodelled('AWS::RDS::DBInstance', properties, MODELLED);
  if (properties['Engine'] !== 'postgres') {
    throw new Error(`AWS::RDS::DBInstance: the sandbox models Engine postgres, not ${properties['Engine']}`);
  }
  const user: string = properties['MasterUsername'] ?? '';
  const password: string = properties['MasterUserPassword'] ?? '';
  if (!user || !password) throw new Error('AWS::RDS::DBInstance: MasterUsername and MasterUserPassword are required');
  const identifier = parseIdentifier(
    'DBInstanceIdentifier',
    properties['DBInstanceIdentifier'] ?? context.generatedName.slice(0, 63),
  );
  state.requireFree(identifier);
  const settings = settingsOf(state, properties);
  const group = state.groups.parameterGroup(settings.DBParameterGroups?.[0]?.DBParameterGroupName ?? '');
  const server = await state.postgres.create(group.settings);
  await createMaster(server, { user, password, database: properties['DBName'] });
  const instance: Instance = {
    identifier,
    resourceId: newResourceId(),
    status: 'available',
    settings,
    tags: [...(properties['Tags'] ?? []), ...stackTags(context)],
    pending: {},
    server,
    // As every instance of some age, it has been backed up.
    backups: { since: state.now - DAY_MS, base: undefined },
    reachable: true,
    findableByName: true,
  };
  await applySecurityGroups(instance);
  state.instances.push(instance);
  state.publish('instance', identifier, 'RDS-EVENT-0005', 'DB instance created');
  return {
    ref: identifier,
    attributes: {
      'Endpoint.Address': '127.0.0.1',
      'Endpoint.Port': String(server.port),
      DbiResourceId: instance.resourceId,
      DBInstanceArn: state.arns.instance(identifier),
    },
  };
}

/** CloudFormation lets numbers and booleans come as text. */
const number = (value: unknown): number => Number(value);
const yes = (value: unknown): boolean => String(value) === 'true';

function settingsOf(state: RdsState, properties: Properties): Settings {
  const version = String(properties['EngineVersion'] ?? '18.4');
  const defaults = defaultGroups(version);
  const subnetGroup = state.groups.subnetGroup(properties['DBSubnetGroupName'] ?? defaults.subnetGroup);
  const parameterGroup = state.groups.parameterGroup(properties['DBParameterGroupName'] ?? defaults.parameterGroup);
  const optionGroup = state.groups.optionGroup(properties['OptionGroupName'] ?? defaults.optionGroup);
  const securityGroups: string[] = properties['VPCSecurityGroups'] ?? [DEFAULT_SECURITY_GROUP];
  const optional = <K extends keyof Settings>(name: K, value: Settings[K]) =>
    value === undefined ? {} : { [name]: value };
  return {
    Engine: 'postgres',
    EngineVersion: version,
    LicenseModel: 'postgresql-license',
    DBInstanceClass: properties['DBInstanceClass'],
    MasterUsername: properties['MasterUsername'],
    ...optional('DBName', properties['DBName']),
    AllocatedStorage: number(properties['AllocatedStorage'] ?? 20),
    ...optional('MaxAllocatedStorage', properties['MaxAllocatedStorage'] && number(properties['MaxAllocatedStorage'])),
    StorageType: properties['StorageType'] ?? 'gp2',
    ...baseline(properties['StorageType'] ?? 'gp2', number(properties['AllocatedStorage'] ?? 20)),
    ...optional('Iops', properties['Iops'] && number(properties['Iops'])),
    ...optional('StorageThroughput', properties['StorageThroughput'] && number(properties['StorageThroughput'])),
    StorageEncrypted: yes(properties['StorageEncrypted'] ?? properties['KmsKeyId'] !== undefined),
    ...optional('KmsKeyId', properties['KmsKeyId']),
    DBSubnetGroup: describeSubnetGroup(subnetGroup, state.arns.subnetGroup(subnetGroup.name)),
    DBParameterGroups: [{ DBParameterGroupName: parameterGroup.name, ParameterApplyStatus: 'in-sync' }],
    OptionGroupMemberships: [{ OptionGroupName: optionGroup.name, Status: 'in-sync' }],
    VpcSecurityGroups: securityGroups.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' })),
    DBSecurityGroups: [],
    MultiAZ: yes(properties['MultiAZ']),
    AvailabilityZone: properties['AvailabilityZone'] ?? `${state.kernel.region}a`,
    BackupRetentionPeriod: number(properties['BackupRetentionPeriod'] ?? 1),
    PreferredBackupWindow: properties['PreferredBackupWindow'] ?? windowFarFrom(state.now),
    PreferredMaintenanceWindow: properties['PreferredMaintenanceWindow'] ?? 'sun:04:00-sun:04:30',
    DeletionProtection: yes(properties['DeletionProtection']),
    IAMDatabaseAuthenticationEnabled: yes(properties['EnableIAMDatabaseAuthentication']),
    CopyTagsToSnapshot: yes(properties['CopyTagsToSnapshot']),
    PubliclyAccessible: yes(properties['PubliclyAccessible']),
    AutoMinorVersionUpgrade: yes(properties['AutoMinorVersionUpgrade'] ?? true),
    NetworkType: properties['NetworkType'] ?? 'IPV4',
    MonitoringInterval: number(properties['MonitoringInterval'] ?? 0),
    ...optional('MonitoringRoleArn', properties['MonitoringRoleArn']),
    PerformanceInsightsEnabled: yes(properties['EnablePerformanceInsights']),
    ...optional('PerformanceInsightsKMSKeyId', properties['PerformanceInsightsKMSKeyId']),
    ...optional(
      'PerformanceInsightsRetentionPeriod',
      properties['PerformanceInsightsRetentionPeriod'] && number(properties['PerformanceInsightsRetentionPeriod']),
    ),
    DatabaseInsightsMode: properties['DatabaseInsightsMode'] ?? 'standard',
    CACertificateIdentifier: properties['CACertificateIdentifier'] ?? 'rds-ca-rsa2048-g1',
    EngineLifecycleSupport: properties['EngineLifecycleSupport'] ?? 'open-source-rds-extended-support',
    EnabledCloudwatchLogsExports: properties['EnableCloudwatchLogsExports'] ?? [],
    InstanceCreateTime: new Date(state.now),
    ReadReplicaDBInstanceIdentifiers: [],
    DomainMemberships: [],
    AssociatedRoles: (properties['AssociatedRoles'] ?? []).map((role: Properties) => ({ ...role, Status: 'ACTIVE' })),
    DedicatedLogVolume: yes(properties['DedicatedLogVolume']),
    BackupTarget: 'region',
  };
}
