import type * as rds from '@aws-sdk/client-rds';
import { WireError } from '../../kernel/wire-error.ts';
import { switchBackups } from './backup.ts';
import { describeSubnetGroup } from './groups.ts';
import { parseIdentifier } from './identifiers.ts';
import type { Instance, Settings } from './instance.ts';
import { setMasterPassword } from './master.ts';
import { applySecurityGroups } from './reach.ts';
import { notModelled } from './refusal.ts';
import { rename } from './rename.ts';
import type { RdsState } from './state.ts';

/** Changed by the call itself, whatever ApplyImmediately says. */
const AT_ONCE = [
  ...[
    'DeletionProtection',
    'CopyTagsToSnapshot',
    'AutoMinorVersionUpgrade',
    'MaxAllocatedStorage',
    'PubliclyAccessible',
  ],
  ...['PreferredMaintenanceWindow', 'PreferredBackupWindow', 'MonitoringInterval', 'MonitoringRoleArn'],
  ...['DatabaseInsightsMode', 'PerformanceInsightsKMSKeyId', 'PerformanceInsightsRetentionPeriod'],
] as const;

/** Waits for the maintenance window, unless ApplyImmediately. */
const IN_THE_WINDOW = [
  ...['DBInstanceClass', 'AllocatedStorage', 'StorageType', 'Iops', 'StorageThroughput', 'MultiAZ'],
  ...['BackupRetentionPeriod', 'CACertificateIdentifier'],
] as const;

const MODELLED = [
  ...['DBInstanceIdentifier', 'ApplyImmediately', 'NewDBInstanceIdentifier', 'MasterUserPassword'],
  ...['DBSubnetGroupName', 'VpcSecurityGroupIds', 'DBParameterGroupName', 'OptionGroupName'],
  ...['EnablePerformanceInsights', 'EnableIAMDatabaseAuthentication', 'CloudwatchLogsExportConfiguration'],
  ...AT_ONCE,
  ...IN_THE_WINDOW,
];

/** ModifyDBInstance: the instance must be at rest, and is `modifying` (or renaming …) for a while. */
export function modify(state: RdsState, request: rds.ModifyDBInstanceMessage): Instance {
  notModelled('ModifyDBInstance', request, MODELLED);
  const instance = state.changeable(request.DBInstanceIdentifier, 'Cannot modify');
  const immediately = request.ApplyImmediately ?? false;
  const newName =
    request.NewDBInstanceIdentifier && parseIdentifier('DBInstanceIdentifier', request.NewDBInstanceIdentifier);
  if (newName) state.requireFree(newName);
  if (request.MasterUserPassword !== undefined && request.MasterUserPassword.length < 8) {
    throw new WireError('InvalidParameterValue', 'The parameter MasterUserPassword is not a valid password.');
  }

  refuseObservation(instance, request);
  const settings: Settings = { ...instance.settings, ...chosen(request, AT_ONCE), ...groupsOf(state, request) };
  if (request.EnablePerformanceInsights !== undefined) {
    settings.PerformanceInsightsEnabled = request.EnablePerformanceInsights;
  }
  const logs = request.CloudwatchLogsExportConfiguration;
  if (logs) {
    const kept = (settings.EnabledCloudwatchLogsExports ?? []).filter((log) => !logs.DisableLogTypes?.includes(log));
    settings.EnabledCloudwatchLogsExports = [...new Set([...kept, ...(logs.EnableLogTypes ?? [])])];
  }
  instance.settings = settings;
  if (request.VpcSecurityGroupIds?.length) {
    state.background(applySecurityGroups(instance), (error) => state.kernel.log(`${instance.identifier}: ${error}`));
  }
  const { EnableIAMDatabaseAuthentication: iam } = request;
  instance.pending = {
    ...instance.pending,
    ...chosen(request, IN_THE_WINDOW),
    ...(iam === undefined ? {} : { IAMDatabaseAuthenticationEnabled: iam }),
    ...(request.MasterUserPassword ? { MasterUserPassword: '****' } : {}),
    ...(newName ? { DBInstanceIdentifier: newName } : {}),
  };

  // Whatever was pending before goes along with an immediate change.
  const pending = Object.keys(instance.pending).length > 0;
  if (request.MasterUserPassword || (immediately && pending)) {
    state.background(apply(state, instance, request.MasterUserPassword, immediately), (error) => {
      instance.status = 'failed';
      state.kernel.log(`ModifyDBInstance ${instance.identifier} failed: ${error}`);
    });
  } else {
    const status = statusOf(request);
    if (status !== undefined)
      state.background(passThrough(state, instance, status), (error) =>
        state.kernel.log(`ModifyDBInstance ${instance.identifier} failed: ${error}`),
      );
  }
  return instance;
}

/**
 * What RDS refuses of monitoring and insights: an interval without a role
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html, MonitoringRoleArn); the advanced mode
 * without 465 days of Performance Insights in the same request
 * (https://github.com/hashicorp/terraform-provider-aws/issues/42539).
 */
function refuseObservation({ settings }: Instance, request: rds.ModifyDBInstanceMessage): void {
  const { MonitoringInterval = 0, MonitoringRoleArn = settings.MonitoringRoleArn } = request;
  if (MonitoringInterval > 0 && MonitoringRoleArn === undefined)
    throw new WireError(
      'InvalidParameterCombination',
      'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
    );
  const { DatabaseInsightsMode, EnablePerformanceInsights, PerformanceInsightsRetentionPeriod = 0 } = request;
  if (DatabaseInsightsMode === 'advanced' && !(EnablePerformanceInsights && PerformanceInsightsRetentionPeriod >= 465))
    throw new WireError(
      'InvalidParameterCombination',
      'To enable the Advanced mode of Database Insights, modify your instance to enable Performance Insights and set the retention period for Performance Insights to at least 465 days.',
    );
}

/** Settings whose change by the call itself still has a status of its own for a while (Overview of DB instance status). */
function statusOf(request: rds.ModifyDBInstanceMessage): string | undefined {
  if (request.MonitoringInterval !== undefined) return 'configuring-enhanced-monitoring';
  if (request.EnablePerformanceInsights !== undefined || request.DatabaseInsightsMode !== undefined) return 'modifying';
  return undefined;
}

async function passThrough(state: RdsState, instance: Instance, status: string): Promise<void> {
  instance.status = status;
  await state.pass(state.timings.modifyMs);
  if (instance.status === status) instance.status = 'available';
}

async function apply(
  state: RdsState,
  instance: Instance,
  password: string | undefined,
  immediately: boolean,
): Promise<void> {
  if (password) {
    instance.status = 'resetting-master-credentials';
    await state.pass(state.timings.modifyMs);
    if (instance.server) await setMasterPassword(instance.server, instance.settings.MasterUsername ?? '', password);
    delete instance.pending.MasterUserPassword;
    state.publish('instance', instance.identifier, 'RDS-EVENT-0016', 'Reset master credentials');
  }
  if (immediately) {
    const { DBInstanceIdentifier: newName, MasterUserPassword: _, ...values } = instance.pending;
    if (Object.keys(values).length > 0) {
      instance.status = 'modifying';
      await state.pass(state.timings.modifyMs);
      instance.settings = { ...instance.settings, ...(values as Settings) };
      if (values.BackupRetentionPeriod !== undefined) await switchBackups(state, instance);
    }
    if (newName) await rename(state, instance, newName);
    instance.pending = {};
  }
  instance.status = 'available';
}

function groupsOf(state: RdsState, request: rds.ModifyDBInstanceMessage): Settings {
  const settings: Settings = {};
  if (request.VpcSecurityGroupIds?.length) {
    settings.VpcSecurityGroups = request.VpcSecurityGroupIds.map((VpcSecurityGroupId) => ({
      VpcSecurityGroupId,
      Status: 'active',
    }));
  }
  if (request.DBParameterGroupName !== undefined) {
    const { name } = state.groups.parameterGroup(request.DBParameterGroupName);
    settings.DBParameterGroups = [{ DBParameterGroupName: name, ParameterApplyStatus: 'pending-reboot' }];
  }
  if (request.OptionGroupName !== undefined) {
    const { name } = state.groups.optionGroup(request.OptionGroupName);
    settings.OptionGroupMemberships = [{ OptionGroupName: name, Status: 'in-sync' }];
  }
  if (request.DBSubnetGroupName !== undefined) {
    const group = state.groups.subnetGroup(request.DBSubnetGroupName);
    settings.DBSubnetGroup = describeSubnetGroup(group, state.arns.subnetGroup(group.name));
  }
  return settings;
}

/** The members of `request` among `names` that were given. */
function chosen<K extends keyof rds.ModifyDBInstanceMessage>(
  request: rds.ModifyDBInstanceMessage,
  names: readonly K[],
): Pick<rds.ModifyDBInstanceMessage, K> {
  const given = names.filter((name) => request[name] !== undefined).map((name) => [name, request[name]]);
  return Object.fromEntries(given) as Pick<rds.ModifyDBInstanceMessage, K>;
}
