import { NAMESPACE, THROW_AWAY } from '../../lambdas/model/backup-drill.ts';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { throwsAway } from '../access/deletes.ts';
import type { StepMaker } from './step-maker.ts';

/** Backup drills; without configured ones there is no step of them. */
export function backupDrillSteps(maker: StepMaker) {
  const made = maker.configuration.database.backupDrill === undefined ? undefined : make(maker);
  return {
    beginBackupDrill: made?.begin,
    restoreThrowAway: made?.restore,
    deleteThrowAway: made?.remove,
    publishBackupDrill: made?.publish,
  };
}

function make({ step, only, g, arns, ours, tellDevops, configuration }: StepMaker) {
  return {
    begin: step(
      'begin-backup-drill',
      g.ledger.search,
      g.ledger.noteTold,
      g.database.readPointer,
      g.database.describeInstances,
      g.database.describeSnapshots,
      g.database.describeBackups,
      only(['rds:DescribeAccountAttributes'], ['*']),
      g.workflows.describe('backup-drill'),
    ),
    restore: step(
      'restore-throw-away',
      g.ledger.read,
      g.database.describeInstances,
      g.database.storageKey,
      only(['rds:RestoreDBInstanceFromDBSnapshot'], [arns.throwAways, arns.snapshots, ...arns.databaseGroups]),
      // The source is the live instance, or one that it has replaced: instances that a drill may restore to are none of them.
      only(['rds:RestoreDBInstanceToPointInTime'], [arns.throwAways, ...arns.databases, ...arns.databaseGroups]),
      only(['rds:AddTagsToResource'], [arns.throwAways], {
        StringEquals: { ...ours, 'aws:RequestTag/knowngood:purpose': THROW_AWAY },
      }),
    ),
    remove: step(
      'delete-throw-away',
      g.ledger.read,
      g.database.describeInstances,
      only(['rds:DeleteDBInstance'], [arns.throwAways], throwsAway(configuration.name)),
      g.workflows.describe('backup-drill'),
      tellDevops,
      { environment: { [VARIABLES.throwAwayOf]: configuration.database.instance }, permissions: [] },
    ),
    publish: step(
      'publish-backup-drill',
      g.ledger.read,
      g.ledger.noteTold,
      // It has no resource level: bound to the namespace.
      only(['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': NAMESPACE } }),
    ),
  };
}
