import { Stack } from 'aws-cdk-lib';
import type { Retained } from '../../lambdas/model/retention.ts';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { deletes } from '../access/deletes.ts';
import { settings } from '../workflows/settings.ts';
import { standbySteps } from './standby.ts';
import { allow, type Step } from './step.ts';
import type { StepMaker } from './step-maker.ts';

/** The database: sessions, counts, snapshots, the restore, the pointer. */
export function databaseSteps(maker: StepMaker) {
  const { step, sqlStep, only, g, arns, tagOurs } = maker;
  return {
    // Only the owner may end others' sessions, run ALTER DATABASE and set sequences; every other step only reads.
    endSessions: sqlStep('owner', 'end-sessions', g.ledger.act),
    advanceSequences: sqlStep('owner', 'advance-sequences', g.ledger.act),
    inspectReadRole: sqlStep('reader', 'inspect-read-role'),
    inspectOwner: sqlStep('owner', 'inspect-owner'),
    countWrites: sqlStep('reader', 'count-writes'),
    countLostWrites: sqlStep('reader', 'count-lost-writes'),
    createSnapshot: step(
      'create-snapshot',
      g.ledger.act,
      g.database.describeSnapshots,
      g.database.storageKey,
      only(['rds:CreateDBSnapshot'], [...arns.databases, arns.snapshots]),
      tagOurs([arns.snapshots]),
    ),
    lookAtSnapshot: step('look-at-snapshot', g.database.describeSnapshots),
    inspectRestorePoint: step(
      'inspect-restore-point',
      g.database.describeSnapshots,
      g.database.describeBackups,
      g.database.describeInstances,
    ),
    restoreDatabase: step(
      'restore-database',
      g.ledger.act,
      g.database.describeInstances,
      g.database.storageKey,
      only(['rds:RestoreDBInstanceFromDBSnapshot'], [arns.restored, arns.snapshots, ...arns.databaseGroups]),
      // The source is the live instance, or one that a rollback has quarantined.
      only(['rds:RestoreDBInstanceToPointInTime'], [...arns.databases, ...arns.databaseGroups]),
      // One that was kept is tagged where a rollback goes forward again.
      tagOurs(arns.databases),
    ),
    ...standbySteps(maker),
    lookAtRestoredDatabase: sqlStep('reader', 'look-at-restored-database', g.database.describeInstances),
    letApplicationIn: sqlStep('owner', 'let-application-in', g.ledger.act, g.database.applicationLogin),
    proveDatabase: sqlStep('reader', 'prove-database', g.database.readPointer, g.database.applicationLogin),
    // The owner's, for whom alone indexes are read.
    warmDatabase: sqlStep('owner', 'warm-database', g.database.describeInstances, g.database.readPointer),
    switchPointer: step('switch-pointer', g.ledger.act, g.database.writePointer),
    quarantineDatabase: sqlStep(
      'owner',
      'quarantine-database',
      g.ledger.act,
      g.database.describeInstances,
      tagOurs(arns.databases),
    ),

    startSettle: step('start-settle', {
      environment: { [VARIABLES.settleMachine]: arns.machine('settle') },
      permissions: [allow(['states:StartExecution'], [arns.machine('settle')])],
    }),
    lookAtSettling: step(
      'look-at-settling',
      g.ledger.read,
      g.database.readPointer,
      g.database.describeInstances,
      g.database.describeSnapshots,
    ),
    applyOwedSetting: step(
      'apply-owed-setting',
      g.database.describeInstances,
      only(['rds:ModifyDBInstance'], [arns.restored]),
      g.database.giveRoles,
    ),
    closeSettling: step('close-settling', g.ledger.act),
    deleteExpired: retention(maker),
  };
}

/** The only step that may delete; without a configured retention there is none. */
function retention({
  step,
  only,
  g,
  arns,
  tellDevops,
  configuration,
  scope,
  ours,
}: StepMaker): Step<'delete-expired'> | undefined {
  const { instance, retention } = configuration.database;
  if (retention === undefined) return undefined;
  const { prices, ...rule } = retention;
  const made = deletes(configuration.name);
  return step(
    'delete-expired',
    g.ledger.search,
    g.ledger.noteTold,
    g.database.readPointer,
    g.database.describeInstances,
    g.database.describeSnapshots,
    only(['rds:DeleteDBSnapshot'], [arns.snapshots], made),
    only(['rds:DeleteDBInstance'], arns.databases, made),
    // It dates what is ours already, and nothing else.
    only(['rds:AddTagsToResource'], [arns.snapshots, ...arns.databases], {
      StringEquals: { ...ours, 'aws:ResourceTag/knowngood': configuration.name },
    }),
    tellDevops,
    {
      environment: {
        [VARIABLES.retained]: Stack.of(scope).toJsonString({
          ...{ instance, rule, pointer: settings(configuration).pointer },
          ...(prices && { prices }),
        } satisfies Retained),
      },
      permissions: [],
    },
  );
}
