import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { pastConflicts } from './conflicts.ts';
import { documents, key, tableName } from './table.ts';

/** What people were reminded of, and how far it was then; empty before the first look. */
export async function readMeasuresTold(): Promise<Readonly<Record<string, string>>> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: key('measures'), ConsistentRead: true }),
  );
  return (Item?.['told'] ?? {}) as Readonly<Record<string, string>>;
}

export async function writeMeasuresTold(told: Readonly<Record<string, string>>): Promise<void> {
  await pastConflicts(() =>
    documents.send(new PutCommand({ TableName: tableName(), Item: { ...key('measures'), told } })),
  );
}
