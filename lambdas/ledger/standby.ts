import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { StandbyRecord } from '../model/standby.ts';
import { pastConflicts } from './conflicts.ts';
import { type Assignments, setExpression } from './expression.ts';
import { documents, key, tableName } from './table.ts';

/**
 * Writes that a standby is about to be restored, unless the release has ended. It needs no lock: a standby changes nothing that serves,
 * and no other execution writes this part of the record.
 * @returns the record as it stands; null: the release has ended
 */
export async function beginStandby(release: string, standby: StandbyRecord): Promise<StandbyRecord | null> {
  try {
    const { Attributes } = await pastConflicts(() =>
      documents.send(
        new UpdateCommand({
          TableName: tableName(),
          Key: key(`release#${release}`),
          UpdateExpression: 'SET #standby = if_not_exists(#standby, :standby)',
          ConditionExpression: '#outcome = :running',
          ExpressionAttributeNames: { '#standby': 'standby', '#outcome': 'outcome' },
          ExpressionAttributeValues: { ':standby': standby, ':running': 'running' },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return (Attributes?.['standby'] as StandbyRecord | undefined) ?? standby;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return null;
    throw error;
  }
}

/** Writes what a standby has come to. */
export async function writeStandby(release: string, facts: Partial<StandbyRecord>): Promise<void> {
  const set: Assignments = Object.entries(facts).map(([name, value]) => [['standby', name], value]);
  const { text, names, values } = setExpression(set, 's');
  await pastConflicts(() =>
    documents.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key(`release#${release}`),
        UpdateExpression: text,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }),
    ),
  );
}
