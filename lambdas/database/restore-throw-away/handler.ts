import type { DBInstance } from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import { THROW_AWAY, throwAwayName } from '../../model/backup-drill.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { beginRestore } from '../begin-restore.ts';
import { instanceByName } from '../instances.ts';
import { DEAD_INSTANCE } from '../restore-database/request.ts';
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
  if (found !== undefined) assertUsable(found, input);
  else {
    const { point: restorePoint, settings } = input.drilled;
    // Of one that is there already, and not visible yet, the next look finds whose it is.
    await beginRestore({ restorePoint, settings }, instance, tagsOf(environmentName(), input.work, THROW_AWAY), false);
  }
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
