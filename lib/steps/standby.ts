import { VARIABLES } from '../../lambdas/model/variables.ts';
import { allow } from './step.ts';
import type { StepMaker } from './step-maker.ts';

/** A release's standby: made beside the live database, and looked at by the rollback that would use it. */
export function standbySteps({ step, sqlStep, only, g, arns, ours }: StepMaker) {
  return {
    // Like the standby's proof, whose counters it compares.
    lookAtStandby: sqlStep(
      'reader',
      'look-at-standby',
      g.ledger.read,
      g.database.describeInstances,
      g.database.readPointer,
    ),
    startStandby: step('start-standby', {
      environment: { [VARIABLES.standbyMachine]: arns.machine('standby') },
      permissions: [allow(['states:StartExecution'], [arns.machine('standby')])],
    }),
    restoreStandby: step(
      'restore-standby',
      g.ledger.act,
      g.database.describeInstances,
      g.database.storageKey,
      only(['rds:RestoreDBInstanceFromDBSnapshot'], [arns.restored, arns.snapshots, ...arns.databaseGroups]),
      only(['rds:AddTagsToResource'], [arns.restored], {
        StringEquals: { ...ours, 'aws:RequestTag/knowngood:purpose': 'standby' },
      }),
    ),
    recordStandby: step('record-standby', g.ledger.act),
  };
}
