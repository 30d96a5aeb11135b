import {
  type DBSnapshot,
  DBSnapshotNotFoundFault,
  DescribeDBSnapshotsCommand,
  paginateDescribeDBSnapshots,
} from '@aws-sdk/client-rds';
import { rds } from './instances.ts';

/** One snapshot by its identifier, or `undefined`. */
export async function snapshotByName(identifier: string): Promise<DBSnapshot | undefined> {
  try {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: identifier }));
    return DBSnapshots?.[0];
  } catch (error) {
    if (error instanceof DBSnapshotNotFoundFault) return undefined;
    throw error;
  }
}

/** Every manual snapshot of the account in this Region, whatever made it. */
export async function allSnapshots(): Promise<DBSnapshot[]> {
  const found: DBSnapshot[] = [];
  for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client: rds }, { SnapshotType: 'manual' }))
    found.push(...DBSnapshots);
  return found;
}
