import {
  CreateDBSnapshotCommand,
  DBSnapshotAlreadyExistsFault,
  InvalidDBInstanceStateFault,
} from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName } from '../../ledger/table.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { rds } from '../instances.ts';
import { snapshotByName } from '../snapshots.ts';
import { meaning, snapshotName } from './candidate.ts';
import { type Input, type Output, SNAPSHOT_NOT_OURS } from './contract.ts';

/** A dead snapshot keeps its name, since nothing is deleted. The next suffix is tried, at most this often. */
const NAMES = 5;

/**
 * Asks RDS for a snapshot under a name that derives from the execution: a second call finds the same snapshot. RDS makes one
 * backup or change at a time; during another one the workflow waits and asks again.
 */
export const handler = step<Input, Output>(async (input) => {
  const { now } = input.moment;
  return await acting({ lock: input.lock, step: `create-snapshot ${input.purpose}`, now }, async () => {
    for (let attempt = 0; attempt < NAMES; attempt++) {
      const snapshot = snapshotName(input, attempt);
      const claimed = await claim(snapshot, input);
      if (claimed === 'busy')
        withinDeadline(input.moment, input.since, input.limitMinutes, `RDS to take a snapshot of ${input.instance}`);
      if (claimed !== 'dead') return { snapshot, requestedAt: now, asked: claimed === 'ours' };
    }
    throw new StepError(
      SNAPSHOT_NOT_OURS,
      `${NAMES} snapshots for ${input.work} exist and none can be used; look at them in RDS (tag knowngood:work = ${input.work}).`,
    );
  });
});

/** `ours`: the snapshot exists and can be used. `dead`: it is ours, and never will be. `busy`: RDS makes none just now. */
async function claim(snapshot: string, input: Input): Promise<'ours' | 'dead' | 'busy'> {
  const absent = await ask(snapshot, input);
  if (absent === undefined) return 'ours';
  const found = await snapshotByName(snapshot);
  if (found === undefined) return absent;
  const means = meaning(found, input);
  if (means === 'foreign') {
    throw new StepError(
      SNAPSHOT_NOT_OURS,
      `A snapshot named ${snapshot} exists and is not of ${input.work} (instance ${found.DBInstanceIdentifier}); expected that name to be free. Rename or keep it elsewhere, then redrive.`,
    );
  }
  return means;
}

/**
 * `undefined`: RDS has begun. Else what it means when no snapshot of that name is found: what keeps RDS busy may be our own
 * snapshot, whose answer was lost.
 */
async function ask(snapshot: string, input: Input): Promise<'dead' | 'busy' | undefined> {
  try {
    await rds.send(
      new CreateDBSnapshotCommand({
        DBInstanceIdentifier: input.instance,
        DBSnapshotIdentifier: snapshot,
        Tags: tagsOf(environmentName(), input.work, input.purpose),
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDBInstanceStateFault) return 'busy';
    if (error instanceof DBSnapshotAlreadyExistsFault) return 'dead';
    throw error;
  }
}
