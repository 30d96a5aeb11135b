import type { DBInstanceAutomatedBackup, RestoreDBInstanceToPointInTimeCommandInput, Tag } from '@aws-sdk/client-rds';
import { SHIPPED_WITHIN_MINUTES } from '../../model/limits.ts';
import type { DatabaseSettings, PointInTime } from '../../model/release.ts';
import { givenSettings } from '../restore-database/given-settings.ts';
import { type Asked, dataProblems, tooOld } from './data.ts';

/** RDS takes full seconds. The writes counted before the point in time were counted in an earlier one. */
export const secondOf = ({ pointInTime }: PointInTime): Date =>
  new Date(Math.floor(Date.parse(pointInTime) / 1000) * 1000);

/** The log up to the point in time has not been shipped yet, and may still be. */
export const isAhead = (point: PointInTime, backup: DBInstanceAutomatedBackup | undefined, now: string): boolean =>
  backup !== undefined &&
  isLater(point, backup) &&
  Date.parse(now) - secondOf(point).getTime() <= SHIPPED_WITHIN_MINUTES * 60_000;

/**
 * Why a restore must not rest on this point in time. The backups are those of the instance it was recorded of, which a
 * rollback may have quarantined since (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html).
 */
export function pointInTimeProblems(
  point: PointInTime,
  backup: DBInstanceAutomatedBackup | undefined,
  asked: Asked,
): string[] {
  const at = secondOf(point);
  const name = `point in time ${at.toISOString()}`;
  if (backup === undefined || backup.RestoreWindow?.LatestTime === undefined)
    return [
      `the automated backups of instance ${point.resourceId} hold no time to restore to; expected them to be kept, with the ${name}`,
    ];
  const { EarliestTime, LatestTime } = backup.RestoreWindow;
  const found: string[] = [];
  if (backup.DbiResourceId !== point.resourceId)
    found.push(`the automated backups are of instance ${backup.DbiResourceId}; expected ${point.resourceId}`);
  if (EarliestTime === undefined || EarliestTime > at)
    found.push(`the ${name} is before the first that can be restored, ${EarliestTime?.toISOString() ?? 'unknown'}`);
  if (isLater(point, backup) && !isAhead(point, backup, asked.now))
    found.push(
      `the ${name} is after the last that can be restored, ${LatestTime.toISOString()}; expected the log to be shipped within ${SHIPPED_WITHIN_MINUTES} minutes`,
    );
  return [...found, ...dataProblems('backup', backup, asked), ...tooOld('point in time', at, asked)];
}

const isLater = (point: PointInTime, { RestoreWindow }: DBInstanceAutomatedBackup): boolean =>
  RestoreWindow?.LatestTime !== undefined && secondOf(point) > RestoreWindow.LatestTime;

/** The restore of a point in time with the settings of the original. */
export const pointInTimeRestore = (
  { restorePoint, settings }: { readonly restorePoint: PointInTime; readonly settings: DatabaseSettings },
  instance: string,
  tags: readonly Tag[],
  anyZone = false,
): RestoreDBInstanceToPointInTimeCommandInput => ({
  TargetDBInstanceIdentifier: instance,
  // By name it would be whichever instance has that name now.
  SourceDbiResourceId: restorePoint.resourceId,
  RestoreTime: secondOf(restorePoint),
  ...givenSettings(settings, tags, anyZone),
});
