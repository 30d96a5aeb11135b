import {
  DBInstanceNotFoundFault,
  DBSnapshotNotFoundFault,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  InvalidDBInstanceStateFault,
} from '@aws-sdk/client-rds';
import type { Expiring } from '../model/retention.ts';
import { instanceByName, rds } from './instances.ts';

/** Deletes one. An earlier try, whose answer was lost, may have done it. */
export async function erase({ kind, id }: Pick<Expiring, 'kind' | 'id'>): Promise<void> {
  try {
    await (kind === 'snapshot' ? eraseSnapshot(id) : eraseInstance(id));
  } catch (error) {
    if (error instanceof DBSnapshotNotFoundFault || error instanceof DBInstanceNotFoundFault) return;
    if (error instanceof InvalidDBInstanceStateFault && (await instanceByName(id))?.DBInstanceStatus === 'deleting')
      return;
    throw error;
  }
}

const eraseSnapshot = (id: string) => rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id }));

/**
 * No final snapshot: the safety snapshot of the rollback holds the same, and has a date of its own. Automated backups are kept
 * for their own time: a point in time that a release recorded may be among them.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 */
const eraseInstance = (id: string) =>
  rds.send(
    new DeleteDBInstanceCommand({ DBInstanceIdentifier: id, SkipFinalSnapshot: true, DeleteAutomatedBackups: false }),
  );
