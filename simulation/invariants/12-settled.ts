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
      if (toldOf(run, name)) return [];
      return differing(found, original).map(
        (field) => `${name} has settled with another ${field}, and nobody was told`,
      );
    });
}

const deletedByRetention = ({ world }: Run): boolean =>
  world.calls.some(
    ({ took, step, operation, input }) =>
      took &&
      step === RETENTION &&
      operation === 'DeleteDBInstance' &&
      (input as { DBInstanceIdentifier?: string }).DBInstanceIdentifier === DATABASE,
  );

const toldOf = ({ world }: Run, instance: string): boolean =>
  world.mail.mails.some((mail) => {
    const facts = factsOf(world, mail);
    if (facts?.kind !== 'settled' || facts.instance !== instance) return false;
    return facts.replaced || facts.differences.length > 0;
  });

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
