import { DBInstanceAlreadyExistsFault, RestoreDBInstanceFromDBSnapshotCommand } from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { instanceByName, rds } from '../instances.ts';
import { type Input, type Output, RESTORE_NOT_OURS } from './contract.ts';
import { instanceName, meaning, RESTORE_POINT_TAG, restoreRequest } from './request.ts';

/** Dead instances are kept, so each try needs a new name: nothing is ever deleted to allow a retry. */
const NAMES = 5;

/** Starts the restore beside the live database. A second start finds the same instance. */
export const handler = step<Input, Output>(
  async (input) =>
    await acting({ lock: input.lock, step: 'restore-database', now: input.now }, async () => {
      for (let attempt = 0; attempt < NAMES; attempt++) {
        const instance = instanceName(input.instance, input.work, attempt);
        if (await claim(instance, input)) return { instance };
      }
      throw new StepError(
        RESTORE_NOT_OURS,
        `${NAMES} instances restored for ${input.work} exist and none can be used; look at them in RDS (tag knowngood:work = ${input.work}).`,
      );
    }),
);

async function claim(instance: string, input: Input): Promise<boolean> {
  const { snapshot } = input.restorePoint;
  const tags = [...tagsOf(environmentName(), input.work, 'restored'), { Key: RESTORE_POINT_TAG, Value: snapshot }];
  try {
    await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(restoreRequest(input, instance, tags)));
    return true;
  } catch (error) {
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
  }
  const found = await instanceByName(instance);
  if (found === undefined) return false;
  const means = meaning(found, input.work, snapshot);
  if (means === 'foreign') {
    throw new StepError(
      RESTORE_NOT_OURS,
      `An instance named ${instance} exists and was not restored for ${input.work}; expected that name to be free. Rename it, then redrive.`,
    );
  }
  return means === 'ours';
}
