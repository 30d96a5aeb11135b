import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { BackupDrillRecord } from '../model/backup-drill.ts';
import { pastConflicts } from './conflicts.ts';
import { documents, key, tableName } from './table.ts';

/** Undefined before anybody has looked. */
export async function readBackupDrill(): Promise<BackupDrillRecord | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: key('backup-drill'), ConsistentRead: true }),
  );
  return Item as BackupDrillRecord | undefined;
}

/**
 * Writes the record, unless another drill has begun since it was read.
 * @param turn of the record as it was read; undefined: there was none
 * @returns false: somebody else wrote first, and nothing was written
 */
export async function writeBackupDrill(record: BackupDrillRecord, turn: number | undefined): Promise<boolean> {
  const asRead =
    turn === undefined
      ? { ConditionExpression: 'attribute_not_exists(turn)' }
      : { ConditionExpression: 'turn = :turn', ExpressionAttributeValues: { ':turn': turn } };
  try {
    await pastConflicts(() =>
      documents.send(
        new PutCommand({ TableName: tableName(), Item: { ...key('backup-drill'), ...record }, ...asRead }),
      ),
    );
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
