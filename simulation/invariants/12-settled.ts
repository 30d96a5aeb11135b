import type { DBInstance } from '@aws-sdk/client-rds';
import type { Run } from '../run/run.ts';
import { machineOf, RETENTION } from '../world/control-plane.ts';
import { factsOf } from '../world/mail.ts';
import { DATABASE } from '../world/survey-platform.ts';
import { inputOf } from './executions.ts';

/**
 * A restored instance that Settle has left has every setting of the original, or DevOps was told which it has not. In a run
 * nobody changes settings of the original: all instances descend from the one of the template.
 */
export function settled(run: Run): string[] {
  const { world } = run;
  const original = world.instances().find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === DATABASE);
  return world.states
    .executions()
    .filter(({ options, status }) => machineOf(options.machineArn) === 'settle' && status === 'SUCCEEDED')
    .flatMap((execution) => {
      const name = String(inputOf(execution)['instance']);
      const found = world.instances().find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === name);
      // Weeks later: there is nothing left to compare with.
      if (original === undefined && deletedByRetention(run)) return [];
      if (original === undefined || found === undefined) return [`${name} or the original is not there any more`];
      const told = toldOf(run, name);
      if (told === 'replaced' || changedSince(run, name, execution.stoppedAt ?? 0)) return [];
      const before = changedBefore(run, name, execution.startedAt);
      return differing(found, original)
        .filter((field) => !told.some((setting) => setting.startsWith(NAMES[field] ?? field)))
        .filter((field) => before.every((one) => differing(found, one).includes(field)))
        .map((field) => `${name} has settled with another ${field}, and nobody was told`);
    });
}

/** RDS applies a change within a minute; Settle's last look is within another of its end. */
const APPLIED_MS = 120_000;

/** Somebody changed a setting when Settle had looked: that is theirs, and nobody's to tell. */
const changedSince = ({ world }: Run, name: string, settledAt: number): boolean =>
  world.facts.changedSettings.some(({ instance, at }) => instance === name && at > settledAt - APPLIED_MS);

/** Instances with a setting of somebody's own: one that served when a rollback replaced it is what its restore is to be like. */
const changedBefore = ({ world }: Run, name: string, at: number): DBInstance[] =>
  world.facts.changedSettings.flatMap((changed) =>
    changed.at > at || changed.instance === name
      ? []
      : world.instances().filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier === changed.instance),
  );

const deletedByRetention = ({ world }: Run): boolean =>
  world.calls.some(
    ({ took, step, operation, input }) =>
      took &&
      step === RETENTION &&
      operation === 'DeleteDBInstance' &&
      (input as { DBInstanceIdentifier?: string }).DBInstanceIdentifier === DATABASE,
  );

/** Settings that DevOps was told to differ, by their names; `replaced`: another rollback has left the instance behind since. */
function toldOf({ world }: Run, instance: string): readonly string[] | 'replaced' {
  const settledOnes = world.mail.mails.flatMap((mail) => {
    const facts = factsOf(world, mail);
    return facts?.kind === 'settled' && facts.instance === instance ? [facts] : [];
  });
  if (settledOnes.some(({ replaced }) => replaced)) return 'replaced';
  return settledOnes.flatMap(({ differences }) => differences.map(({ setting }) => setting));
}

/** What RDS resets by itself, or takes only after a restore (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html). */
const SETTINGS: readonly (keyof DBInstance)[] = [
  ...(['PreferredMaintenanceWindow', 'MaxAllocatedStorage', 'MonitoringInterval', 'MonitoringRoleArn'] as const),
  ...(['PerformanceInsightsEnabled', 'BackupRetentionPeriod', 'PreferredBackupWindow'] as const),
  ...(['DeletionProtection', 'VpcSecurityGroups', 'StorageType', 'MultiAZ', 'EngineLifecycleSupport'] as const),
];

const differing = (found: DBInstance, original: DBInstance): string[] => [
  ...SETTINGS.filter((field) => JSON.stringify(found[field]) !== JSON.stringify(original[field])),
  ...(rolesOf(found) === rolesOf(original) ? [] : ['roles']),
  ...(tagsOf(found) === tagsOf(original) ? [] : ['tags']),
];

const rolesOf = ({ AssociatedRoles = [] }: DBInstance): string =>
  AssociatedRoles.map(({ FeatureName, RoleArn }) => `${FeatureName}=${RoleArn}`)
    .sort()
    .join();

const tagsOf = ({ TagList = [] }: DBInstance): string =>
  TagList.flatMap(({ Key = '', Value }) => (/^(aws:|knowngood)/.test(Key) ? [] : [`${Key}=${Value}`]))
    .sort()
    .join();

/** What the message calls each of them (`DatabaseSettings`). */
const NAMES: Readonly<Record<string, string>> = {
  PreferredMaintenanceWindow: 'maintenanceWindow',
  MaxAllocatedStorage: 'maxAllocatedStorage',
  MonitoringInterval: 'monitoringInterval',
  MonitoringRoleArn: 'monitoringRole',
  PerformanceInsightsEnabled: 'performanceInsights',
  BackupRetentionPeriod: 'backupRetentionDays',
  PreferredBackupWindow: 'backupWindow',
  DeletionProtection: 'deletionProtection',
  VpcSecurityGroups: 'securityGroups',
  StorageType: 'storageType',
  MultiAZ: 'multiAz',
  EngineLifecycleSupport: 'lifecycleSupport',
  roles: 'role of',
  tags: 'tag ',
};
