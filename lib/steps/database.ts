import type * as countLostWrites from '../../lambdas/database/count-lost-writes/contract.ts';
import type * as countWrites from '../../lambdas/database/count-writes/contract.ts';
import type * as createSnapshot from '../../lambdas/database/create-snapshot/contract.ts';
import type * as endSessions from '../../lambdas/database/end-sessions/contract.ts';
import type * as inspectReadRole from '../../lambdas/database/inspect-read-role/contract.ts';
import type * as inspectRestorePoint from '../../lambdas/database/inspect-restore-point/contract.ts';
import type * as lookAtRestoredDatabase from '../../lambdas/database/look-at-restored-database/contract.ts';
import type * as lookAtSettling from '../../lambdas/database/look-at-settling/contract.ts';
import type * as lookAtSnapshot from '../../lambdas/database/look-at-snapshot/contract.ts';
import type * as proveDatabase from '../../lambdas/database/prove-database/contract.ts';
import type * as quarantineDatabase from '../../lambdas/database/quarantine-database/contract.ts';
import type * as restoreDatabase from '../../lambdas/database/restore-database/contract.ts';
import type * as startSettle from '../../lambdas/database/start-settle/contract.ts';
import type * as switchPointer from '../../lambdas/database/switch-pointer/contract.ts';
import { allow } from './step.ts';
import type { StepMaker } from './step-maker.ts';

/** The database: sessions, counts, snapshots, the restore, the pointer. */
export function databaseSteps({ step, sqlStep, only, g, arns, tagOurs }: StepMaker) {
  return {
    // Ending others' sessions and ALTER DATABASE are the owner's; everything else only reads.
    endSessions: sqlStep<endSessions.Input, endSessions.Output>('owner', 'end-sessions', g.ledger.act),
    inspectReadRole: sqlStep<inspectReadRole.Input, inspectReadRole.Output>('reader', 'inspect-read-role'),
    countWrites: sqlStep<countWrites.Input, countWrites.Output>('reader', 'count-writes'),
    countLostWrites: sqlStep<countLostWrites.Input, countLostWrites.Output>('reader', 'count-lost-writes'),
    createSnapshot: step<createSnapshot.Input, createSnapshot.Output>(
      'create-snapshot',
      g.ledger.act,
      g.database.describeSnapshots,
      g.database.storageKey,
      only(['rds:CreateDBSnapshot'], [...arns.databases, arns.snapshots]),
      tagOurs([arns.snapshots]),
    ),
    lookAtSnapshot: step<lookAtSnapshot.Input, lookAtSnapshot.Output>('look-at-snapshot', g.database.describeSnapshots),
    inspectRestorePoint: step<inspectRestorePoint.Input, inspectRestorePoint.Output>(
      'inspect-restore-point',
      g.database.describeSnapshots,
    ),
    restoreDatabase: step<restoreDatabase.Input, restoreDatabase.Output>(
      'restore-database',
      g.ledger.act,
      g.database.describeInstances,
      g.database.storageKey,
      only(['rds:RestoreDBInstanceFromDBSnapshot'], [arns.restored, arns.snapshots, ...arns.databaseGroups]),
      tagOurs([arns.restored]),
    ),
    lookAtRestoredDatabase: sqlStep<lookAtRestoredDatabase.Input, lookAtRestoredDatabase.Output>(
      'reader',
      'look-at-restored-database',
      g.database.describeInstances,
    ),
    proveDatabase: sqlStep<proveDatabase.Input, proveDatabase.Output>(
      'reader',
      'prove-database',
      g.database.readPointer,
    ),
    switchPointer: step<switchPointer.Input, switchPointer.Output>(
      'switch-pointer',
      g.ledger.act,
      g.database.writePointer,
    ),
    quarantineDatabase: sqlStep<quarantineDatabase.Input, quarantineDatabase.Output>(
      'owner',
      'quarantine-database',
      g.ledger.act,
      g.database.describeInstances,
      tagOurs(arns.databases),
    ),

    startSettle: step<startSettle.Input, startSettle.Output>('start-settle', {
      environment: { SETTLE_MACHINE: arns.machine('settle') },
      permissions: [allow(['states:StartExecution'], [arns.machine('settle')])],
    }),
    lookAtSettling: step<lookAtSettling.Input, lookAtSettling.Output>(
      'look-at-settling',
      g.database.describeInstances,
      g.database.describeSnapshots,
    ),
  };
}
