import {
  type DBInstance,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  InvalidDBInstanceStateFault,
} from '@aws-sdk/client-rds';
import { THROW_AWAY, throwAwayName } from '../model/backup-drill.ts';
import { rds } from './instances.ts';

const tagOf = ({ TagList = [] }: DBInstance, key: string): string =>
  TagList.find(({ Key }) => Key === key)?.Value ?? '';

/** Drill that made the instance; null: no drill of this environment did. Name and tags must agree: each alone can be given by anybody. */
export function drillOf(instance: DBInstance, environment: string, configured: string): string | null {
  const work = tagOf(instance, 'knowngood:work');
  const isOurs =
    tagOf(instance, 'knowngood') === environment &&
    tagOf(instance, 'knowngood:purpose') === THROW_AWAY &&
    work !== '' &&
    instance.DBInstanceIdentifier === throwAwayName(configured, work);
  return isOurs ? work : null;
}

/**
 * Asks RDS to delete a throw-away database, with everything of it: nobody ever used it, and its data is that of the restore
 * point, which stays. Without effect where it is gone already, or where RDS takes no deletion in its present status (it is
 * asked again).
 * @returns whether RDS has taken the request
 */
export async function deleteThrowAway(identifier: string): Promise<boolean> {
  try {
    await rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: identifier,
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: true,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault || error instanceof InvalidDBInstanceStateFault) return false;
    throw error;
  }
}
