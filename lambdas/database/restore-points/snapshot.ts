import type { DBSnapshot, RestoreDBInstanceFromDBSnapshotCommandInput, Tag } from '@aws-sdk/client-rds';
import type { DatabaseSettings, SnapshotPoint } from '../../model/release.ts';
import { givenSettings } from '../restore-database/given-settings.ts';
import { type Asked, dataProblems, tooOld } from './data.ts';

/** Why a restore must not rest on this snapshot. */
export function snapshotProblems(
  point: SnapshotPoint,
  snapshot: DBSnapshot | undefined,
  asked: Asked,
  environment: string,
): string[] {
  const name = point.snapshot;
  if (snapshot === undefined) return [`the snapshot ${name} does not exist; expected it to be kept`];
  const found: string[] = [];
  if (snapshot.Status !== 'available') found.push(`the snapshot ${name} is ${snapshot.Status}; expected available`);
  if (snapshot.TagList?.find((tag) => tag.Key === 'knowngood')?.Value !== environment)
    found.push(`the snapshot ${name} does not carry the tag knowngood = ${environment}`);
  if (snapshot.DbiResourceId !== point.resourceId)
    found.push(`the snapshot ${name} is of instance ${snapshot.DbiResourceId}; expected ${point.resourceId}`);
  return [...found, ...dataProblems('snapshot', snapshot, asked), ...tooOld('snapshot', timeOf(snapshot), asked)];
}

/** Of its data where RDS tells it, else of its making. */
export const timeOf = (snapshot: DBSnapshot | undefined): Date | undefined =>
  snapshot?.SnapshotDatabaseTime ?? snapshot?.SnapshotCreateTime;

/** The restore of a snapshot with the settings of the original. */
export const snapshotRestore = (
  { restorePoint, settings }: { readonly restorePoint: SnapshotPoint; readonly settings: DatabaseSettings },
  instance: string,
  tags: readonly Tag[],
  anyZone = false,
): RestoreDBInstanceFromDBSnapshotCommandInput => ({
  DBInstanceIdentifier: instance,
  DBSnapshotIdentifier: restorePoint.snapshot,
  ...givenSettings(settings, tags, anyZone),
});
