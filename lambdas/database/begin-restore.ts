import {
  DBInstanceAlreadyExistsFault,
  InsufficientDBInstanceCapacityFault,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type Tag,
} from '@aws-sdk/client-rds';
import type { DatabaseSettings, PointInTime, SnapshotPoint } from '../model/release.ts';
import { rds } from './instances.ts';
import { pointInTimeRestore } from './restore-points/point-in-time.ts';
import { snapshotRestore } from './restore-points/snapshot.ts';

interface Restore {
  readonly restorePoint: SnapshotPoint | PointInTime;
  readonly settings: DatabaseSettings;
}

/**
 * Asks RDS for an instance beside the live one. RDS may have no capacity in the zone of the original: then it chooses one.
 * @returns false: there is an instance of that name, and the caller looks whose it is
 */
export async function beginRestore(
  restore: Restore,
  instance: string,
  tags: readonly Tag[],
  anyZone: boolean,
): Promise<boolean> {
  try {
    await ask(restore, instance, tags, anyZone);
    return true;
  } catch (error) {
    if (error instanceof InsufficientDBInstanceCapacityFault && !anyZone)
      return await beginRestore(restore, instance, tags, true);
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
    return false;
  }
}

async function ask({ restorePoint, settings }: Restore, instance: string, tags: readonly Tag[], anyZone: boolean) {
  if ('snapshot' in restorePoint) {
    const request = snapshotRestore({ restorePoint, settings }, instance, tags, anyZone);
    await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(request));
  } else {
    const request = pointInTimeRestore({ restorePoint, settings }, instance, tags, anyZone);
    await rds.send(new RestoreDBInstanceToPointInTimeCommand(request));
  }
}
