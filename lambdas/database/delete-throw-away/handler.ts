import type { DBInstance } from '@aws-sdk/client-rds';
import { holderRuns } from '../../aws/execution.ts';
import { readBackupDrill } from '../../ledger/backup-drill.ts';
import { environmentName } from '../../ledger/table.ts';
import { throwAwayName } from '../../model/backup-drill.ts';
import { VARIABLES } from '../../model/variables.ts';
import { tellDevops } from '../../people/publish.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { required } from '../../step/required.ts';
import { isTemporary, step } from '../../step/step.ts';
import { allInstances, instanceByName } from '../instances.ts';
import { deleteThrowAway, drillOf } from '../throw-away.ts';
import type { Input, OfDrill, Output } from './contract.ts';

/** Deletes throw-away databases of backup drills, and nothing else: the only step that deletes an instance at once. */
export const handler = step<Input, Output>(async (input) =>
  'time' in input ? await lookForLeft(input.time) : await deleteOwn(input),
);

const configured = (): string => required(VARIABLES.throwAwayOf);

async function deleteOwn({ moment, since, work, limitMinutes }: OfDrill): Promise<Output> {
  const name = throwAwayName(configured(), work);
  const found = await instanceByName(name);
  // What has the name and not the tags is somebody else's.
  if (found === undefined || drillOf(found, environmentName(), configured()) !== work)
    return { gone: true, deleted: [] };
  const status = found.DBInstanceStatus ?? '';
  const asked = status !== 'deleting' && (await deleteThrowAway(name));
  withinDeadline(moment, since, limitMinutes, `the throw-away database ${name} to be deleted (${status})`);
  return { gone: false, deleted: asked ? [name] : [] };
}

/** A drill that was stopped deletes nothing any more. Every hour, so that nothing is billed for long. */
async function lookForLeft(time: string): Promise<Output> {
  // Instances first: a drill notes itself before it restores, so the record read after them knows every one of these.
  const instances = await allInstances();
  const running = (await readBackupDrill())?.running ?? null;
  const runs =
    running !== null && (await holderRuns({ holder: running.execution, since: running.startedAt }, time))
      ? running.id
      : null;
  const left = instances.filter((instance) => isLeft(instance, runs));
  const deleted: string[] = [];
  const refused: { instance: string; cause: string }[] = [];
  for (const { DBInstanceIdentifier: instance = '' } of left) {
    try {
      if (await deleteThrowAway(instance)) deleted.push(instance);
    } catch (thrown) {
      const error = thrown as Error;
      if (isTemporary(error)) throw error;
      refused.push({ instance, cause: `${error.name}: ${error.message}` });
    }
  }
  if (deleted.length + refused.length > 0) await tellDevops(time, { kind: 'throw-away-left', deleted, refused });
  return { gone: left.length === 0, deleted };
}

function isLeft(instance: DBInstance, runs: string | null): boolean {
  const drill = drillOf(instance, environmentName(), configured());
  return drill !== null && drill !== runs && instance.DBInstanceStatus !== 'deleting';
}
