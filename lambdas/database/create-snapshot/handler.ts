import {
  CreateDBSnapshotCommand,
  DBSnapshotAlreadyExistsFault,
  InvalidDBInstanceStateFault,
} from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { TEMPORARILY_UNAVAILABLE } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { rds } from '../instances.ts';
import { snapshotByName } from '../snapshots.ts';
import { meaning, snapshotName } from './candidate.ts';
import { type Input, type Output, SNAPSHOT_NOT_OURS } from './contract.ts';

/** A dead snapshot keeps its name, since nothing is deleted. The next suffix is tried, at most this often. */
const NAMES = 5;

/** Asks RDS for a snapshot under a name that derives from the execution: a second call finds the same snapshot. */
export const handler = step<Input, Output>(
  async (input) =>
    await acting({ lock: input.lock, step: `create-snapshot ${input.purpose}`, now: input.now }, async () => {
      for (let attempt = 0; attempt < NAMES; attempt++) {
        const snapshot = snapshotName(input, attempt);
        if (await claim(snapshot, input)) return { snapshot, requestedAt: input.now };
      }
      throw new StepError(
        SNAPSHOT_NOT_OURS,
        `${NAMES} snapshots for ${input.work} exist and none can be used; look at them in RDS (tag knowngood:work = ${input.work}).`,
      );
    }),
);

/** True: the snapshot exists and can be used. False: it is ours, and dead. */
async function claim(snapshot: string, input: Input): Promise<boolean> {
  try {
    await rds.send(
      new CreateDBSnapshotCommand({
        DBInstanceIdentifier: input.instance,
        DBSnapshotIdentifier: snapshot,
        Tags: tagsOf(environmentName(), input.work, input.purpose),
      }),
    );
    return true;
  } catch (error) {
    // RDS does one backup or modification at a time: another one under way means wait, not failure.
    if (error instanceof InvalidDBInstanceStateFault)
      throw new StepError(TEMPORARILY_UNAVAILABLE, error.message, { cause: error });
    if (!(error instanceof DBSnapshotAlreadyExistsFault)) throw error;
  }
  const found = await snapshotByName(snapshot);
  if (found === undefined) return false;
  const means = meaning(found, input);
  if (means === 'foreign') {
    throw new StepError(
      SNAPSHOT_NOT_OURS,
      `A snapshot named ${snapshot} exists and is not of ${input.work} (instance ${found.DBInstanceIdentifier}); expected that name to be free. Rename or keep it elsewhere, then redrive.`,
    );
  }
  return means === 'ours';
}
