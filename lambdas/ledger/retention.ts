import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Expiring } from '../model/retention.ts';
import { pastConflicts } from './conflicts.ts';
import { documents, key, tableName } from './table.ts';

/** What retention has asked RDS to delete and has not told yet; empty but after a look that was cut off. */
export async function readRetention(): Promise<readonly Expiring[]> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: key('retention'), ConsistentRead: true }),
  );
  return (Item?.['asked'] ?? []) as readonly Expiring[];
}

export async function writeRetention(asked: readonly Expiring[]): Promise<void> {
  await pastConflicts(() =>
    documents.send(new PutCommand({ TableName: tableName(), Item: { ...key('retention'), asked } })),
  );
}
