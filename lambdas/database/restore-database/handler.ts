import {
  AddTagsToResourceCommand,
  DBInstanceAlreadyExistsFault,
  InsufficientDBInstanceCapacityFault,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type Tag,
} from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName, readRollback } from '../../ledger/table.ts';
import type { DatabaseSettings, KeptInstance } from '../../model/release.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { differencesOf } from '../differences.ts';
import { instanceByName, rds } from '../instances.ts';
import { keptProblems } from '../restore-points/kept.ts';
import { nameOfPoint } from '../restore-points/mode.ts';
import { pointInTimeRestore } from '../restore-points/point-in-time.ts';
import { snapshotRestore } from '../restore-points/snapshot.ts';
import { wantedSettings } from '../wanted-settings.ts';
import { type Input, type Output, RESTORE_NOT_OURS } from './contract.ts';
import { instanceName, meaning, RESTORE_POINT_TAG } from './request.ts';

/** Dead instances are kept, so each try needs a new name: nothing is ever deleted to allow a retry. */
const NAMES = 5;

/** Starts the restore beside the live database. A second start finds the same instance. */
export const handler = step<Input, Output>(async (input) => {
  const settings = await settingsToRestore(input);
  return await acting(
    {
      lock: input.lock,
      step: 'restore-database',
      now: input.now,
      record: { key: `rollback#${input.work}`, set: [[['restoredWith'], settings]] },
    },
    async () => {
      if ('kept' in input.restorePoint) {
        await claimKept(input.restorePoint, input.work);
        return { instance: input.restorePoint.kept, settings, changed: [], kept: true };
      }
      for (let attempt = 0; attempt < NAMES; attempt++) {
        const instance = instanceName(input.instance, input.work, attempt);
        // RDS may have had no capacity in the zone of the original: later tries leave the zone to RDS.
        if (await claim(instance, { ...input, settings }, attempt > 0))
          return { instance, settings, changed: differencesOf(settings, input.settings), kept: false };
      }
      throw new StepError(
        RESTORE_NOT_OURS,
        `${NAMES} instances restored for ${input.work} exist and none can be used; look at them in RDS (tag knowngood:work = ${input.work}).`,
      );
    },
  );
});

/** Those of the first start; else those of the live instance where it answers, and the known good's where it does not. */
async function settingsToRestore({ work, live, settings }: Input): Promise<DatabaseSettings> {
  const first = (await readRollback(work))?.restoredWith;
  if (first !== undefined) return first;
  const found = await instanceByName(live.identifier);
  return found === undefined || found.DbiResourceId !== live.resourceId ? settings : await wantedSettings(found);
}

/** Nothing is restored: the instance is there. Its tag says that it is quarantined no more, or the next release is refused. */
async function claimKept(point: KeptInstance, work: string): Promise<void> {
  const found = await instanceByName(point.kept);
  const [problem] = keptProblems(point, found);
  if (problem !== undefined) throw new StepError(RESTORE_NOT_OURS, `Nobody can return to it: ${problem}.`);
  const tags = tagsOf(environmentName(), work, 'restored');
  await rds.send(new AddTagsToResourceCommand({ ResourceName: found?.DBInstanceArn, Tags: tags }));
}

async function claim(instance: string, input: Input, anyZone: boolean): Promise<boolean> {
  const point = nameOfPoint(input.restorePoint);
  const tags = [...tagsOf(environmentName(), input.work, 'restored'), { Key: RESTORE_POINT_TAG, Value: point }];
  try {
    await start(input, instance, tags, anyZone);
    return true;
  } catch (error) {
    if (error instanceof InsufficientDBInstanceCapacityFault && !anyZone) return await claim(instance, input, true);
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
  }
  const found = await instanceByName(instance);
  if (found === undefined) return false;
  const means = meaning(found, input.work, point);
  if (means === 'foreign') {
    throw new StepError(
      RESTORE_NOT_OURS,
      `An instance named ${instance} exists and was not restored for ${input.work}; expected that name to be free. Rename it, then redrive.`,
    );
  }
  return means === 'ours';
}

async function start(
  { restorePoint, settings }: Input,
  instance: string,
  tags: readonly Tag[],
  anyZone: boolean,
): Promise<void> {
  if ('kept' in restorePoint) return;
  if ('snapshot' in restorePoint) {
    const request = snapshotRestore({ restorePoint, settings }, instance, tags, anyZone);
    await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(request));
  } else {
    const request = pointInTimeRestore({ restorePoint, settings }, instance, tags, anyZone);
    await rds.send(new RestoreDBInstanceToPointInTimeCommand(request));
  }
}
