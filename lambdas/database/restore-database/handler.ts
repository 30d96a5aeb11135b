import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { tagsOf } from '../../aws/tags.ts';
import { acting } from '../../ledger/acting.ts';
import { environmentName, readRollback } from '../../ledger/table.ts';
import type { RollbackRecord } from '../../model/ledger.ts';
import type { KeptInstance } from '../../model/release.ts';
import { NO_STANDBY, type StandbyUse, type Standing } from '../../model/standby.ts';
import { NOT_WARMED } from '../../model/warmth.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { beginRestore } from '../begin-restore.ts';
import { differencesOf } from '../differences.ts';
import { instanceByName, rds } from '../instances.ts';
import { standbyProblem } from '../look-at-standby/standing.ts';
import { keptProblems } from '../restore-points/kept.ts';
import { nameOfPoint } from '../restore-points/mode.ts';
import { settingsNow } from '../wanted-settings.ts';
import { type Input, type Output, RESTORE_NOT_OURS } from './contract.ts';
import { instanceName, meaning, RESTORE_POINT_TAG } from './request.ts';

/** Dead instances are kept, so each try needs a new name: nothing is ever deleted to allow a retry. */
const NAMES = 5;

/** Takes the standby where one is fit, else starts the restore beside the live database. A second start finds the same instance. */
export const handler = step<Input, Output>(async (input) => {
  const first = await readRollback(input.work);
  const settings = first?.restoredWith ?? (await settingsNow(input.live, input.settings));
  const standing = standingOf(input, first);
  return await acting(
    {
      lock: input.lock,
      step: 'restore-database',
      now: input.now,
      record: {
        key: `rollback#${input.work}`,
        set: [[['restoredWith'], settings], ...(standing.use === null ? [] : [[['standby'], standing.use] as const])],
      },
    },
    async () => {
      if ('kept' in input.restorePoint) {
        await claimKept(input.restorePoint, input.work);
        return {
          instance: input.restorePoint.kept,
          settings,
          changed: [],
          kept: true,
          standby: null,
          warmth: NOT_WARMED,
        };
      }
      const changed = differencesOf(settings, input.settings);
      const use = await claimStandby(standing, input);
      if (use?.used === true)
        return {
          ...{ instance: use.instance, settings, changed, kept: false },
          ...{ standby: use, warmth: { ...standing.warmth, ended: null } },
        };
      for (let attempt = 0; attempt < NAMES; attempt++) {
        const instance = instanceName(input.instance, input.work, attempt);
        // RDS may have had no capacity in the zone of the original: later tries leave the zone to RDS.
        if (await claim(instance, { ...input, settings }, attempt > 0))
          return { ...{ instance, settings, changed, kept: false }, standby: use, warmth: NOT_WARMED };
      }
      throw new StepError(
        RESTORE_NOT_OURS,
        `${NAMES} instances restored for ${input.work} exist and none can be used; look at them in RDS (tag knowngood:work = ${input.work}).`,
      );
    },
  );
});

/** A rollback that has taken the standby keeps it where nobody can look at it again: the pointer may name it by now. */
function standingOf({ standing = NO_STANDBY }: Input, first: RollbackRecord | undefined): Standing {
  return standing.looked || first?.standby?.used !== true ? standing : { ...standing, use: first.standby };
}

/**
 * From here on it is what the rollback has restored, for retention too. A second claim finds it claimed. Where the rollback has
 * restored one of its own before, the pointer may name that.
 */
async function claimStandby({ use, looked, proof }: Standing, input: Input): Promise<StandbyUse | null> {
  if (use?.used !== true) return use;
  const own = await instanceByName(instanceName(input.instance, input.work, 0));
  if (own !== undefined)
    return { ...use, used: false, why: `the rollback had begun to restore ${own.DBInstanceIdentifier}` };
  const found = await instanceByName(use.instance);
  const wanted = {
    resourceId: proof?.resourceId ?? null,
    point: nameOfPoint(input.restorePoint),
    work: input.work,
    onlyClaimed: !looked,
  };
  const why = standbyProblem(found, wanted);
  if (why !== null) return { ...use, used: false, why };
  const tags = tagsOf(environmentName(), input.work, 'restored');
  await rds.send(new AddTagsToResourceCommand({ ResourceName: found?.DBInstanceArn, Tags: tags }));
  return use;
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
  const { restorePoint, settings, work } = input;
  if ('kept' in restorePoint) return false;
  const point = nameOfPoint(restorePoint);
  const tags = [...tagsOf(environmentName(), work, 'restored'), { Key: RESTORE_POINT_TAG, Value: point }];
  if (await beginRestore({ restorePoint, settings }, instance, tags, anyZone)) return true;
  const found = await instanceByName(instance);
  if (found === undefined) return false;
  const means = meaning(found, work, point);
  if (means === 'foreign') {
    throw new StepError(
      RESTORE_NOT_OURS,
      `An instance named ${instance} exists and was not restored for ${work}; expected that name to be free. Rename it, then redrive.`,
    );
  }
  return means === 'ours';
}
