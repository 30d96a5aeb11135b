import {
  type DBInstance,
  DBInstanceAlreadyExistsFault,
  InsufficientDBInstanceCapacityFault,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import { THROW_AWAY, throwAwayName } from '../../model/backup-drill.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { instanceByName, rds } from '../instances.ts';
import { DEAD_INSTANCE } from '../restore-database/request.ts';
import { pointInTimeRestore } from '../restore-points/point-in-time.ts';
import { snapshotRestore } from '../restore-points/snapshot.ts';
import { drillOf } from '../throw-away.ts';
import { GAVE_WAY, type Input, NOT_A_THROW_AWAY, type Output } from './contract.ts';

/**
 * Restores the throw-away database, once: every look begins here, finds it and goes on. A rollback that has begun meanwhile
 * ends the drill: the throw-away database may take the last place of a quota.
 */
export const handler = step<Input, Output>(async (input) => {
  const instance = throwAwayName(input.instance, input.work);
  const { status, work } = await readStatus();
  if (status === 'rolling-back')
    throw new StepError(
      GAVE_WAY,
      `The rollback ${work} has begun; expected none while a drill restores. The drill gives way: its database ${instance} is deleted, and nothing else is touched.`,
    );
  const found = await instanceByName(instance);
  if (found === undefined) await restore(input, instance, false);
  else assertUsable(found, input);
  return { instance };
});

function assertUsable(found: DBInstance, { work, instance }: Input): void {
  const name = found.DBInstanceIdentifier;
  const status = found.DBInstanceStatus ?? '';
  if (drillOf(found, environmentName(), instance) !== work)
    throw new StepError(
      NOT_A_THROW_AWAY,
      `An instance named ${name} exists, and this drill did not make it; expected that name to be free. It is left alone.`,
    );
  if (DEAD_INSTANCE.has(status))
    throw new StepError(
      NOT_A_THROW_AWAY,
      `The throw-away database ${name} is ${status}; expected it to become available. A rollback would meet the same: look at its events in RDS.`,
    );
}

async function restore(input: Input, instance: string, anyZone: boolean): Promise<void> {
  const { point: restorePoint, settings } = input.drilled;
  const tags = tagsOf(environmentName(), input.work, THROW_AWAY);
  try {
    if ('snapshot' in restorePoint) {
      const request = snapshotRestore({ restorePoint, settings }, instance, tags, anyZone);
      await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(request));
    } else {
      const request = pointInTimeRestore({ restorePoint, settings }, instance, tags, anyZone);
      await rds.send(new RestoreDBInstanceToPointInTimeCommand(request));
    }
  } catch (error) {
    // Of a call whose answer was lost, or not visible yet: the next look finds it.
    if (error instanceof DBInstanceAlreadyExistsFault) return;
    if (!(error instanceof InsufficientDBInstanceCapacityFault) || anyZone) throw error;
    await restore(input, instance, true);
  }
}
