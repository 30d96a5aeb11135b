import { tagsOf } from '../../aws/tags.ts';
import { beginStandby } from '../../ledger/standby.ts';
import { environmentName, readStatus } from '../../ledger/table.ts';
import type { StandbyOrder, StandbyRecord } from '../../model/standby.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { beginRestore } from '../begin-restore.ts';
import { instanceByName } from '../instances.ts';
import { meaning, RESTORE_POINT_TAG, standbyName } from '../restore-database/request.ts';
import { nameOfPoint } from '../restore-points/mode.ts';
import { settingsNow } from '../wanted-settings.ts';
import { type Input, type Output, STANDBY_NOT_OURS } from './contract.ts';

/**
 * Starts to restore the standby, while its release holds the environment. It takes no lock: nothing that serves is changed, and
 * whoever takes over finds in the ledger what was begun. A second start finds the same instance.
 */
export const handler = step<Input, Output>(async ({ now, order, instance: configured }) => {
  const { status, work } = await readStatus();
  if (status !== 'releasing' || work !== order.release) return { instance: null };
  const instance = standbyName(configured, order.release);
  const standby = await beginStandby(order.release, await begun(order, instance, now));
  if (standby === null) return { instance: null };

  const point = nameOfPoint(order.restorePoint);
  const tags = [...tagsOf(environmentName(), order.release, 'standby'), { Key: RESTORE_POINT_TAG, Value: point }];
  // Retention could not delete a protected one. Settle protects it once a rollback has made it the live database.
  const settings = { ...standby.settings, deletionProtection: false };
  if (!(await beginRestore({ restorePoint: order.restorePoint, settings }, instance, tags, false))) {
    const found = await instanceByName(instance);
    if (found !== undefined && ['foreign', 'other'].includes(meaning(found, order.release, point)))
      throw new StepError(
        STANDBY_NOT_OURS,
        `An instance named ${instance} exists and is not the standby of ${order.release}; expected that name to be free.`,
      );
  }
  return { instance };
});

const begun = async ({ live, settings, restorePoint }: StandbyOrder, instance: string, now: string) =>
  ({
    instance,
    restorePoint: nameOfPoint(restorePoint),
    since: now,
    settings: await settingsNow(live, settings),
    ...{ proof: null, warmth: null, backedUpAt: null, failed: null },
  }) satisfies StandbyRecord;
