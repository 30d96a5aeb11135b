import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { IncidentTimes, UserRequests } from '../model/incident.ts';
import { pastConflicts } from './conflicts.ts';
import { documents, key, tableName } from './table.ts';

/**
 * Adds to an incident that is over what is known only then. Nobody else writes it any more. One that an older control plane began
 * has no record, and gets none.
 */
export async function addIncidentFacts(
  incident: string,
  { times, users }: { readonly times: IncidentTimes; readonly users: UserRequests },
): Promise<void> {
  try {
    await pastConflicts(() =>
      documents.send(
        new UpdateCommand({
          TableName: tableName(),
          Key: key(`incident#${incident}`),
          UpdateExpression: 'SET #times = :times, #users = :users',
          ConditionExpression: 'attribute_exists(#record)',
          ExpressionAttributeNames: { '#times': 'times', '#users': 'users', '#record': 'record' },
          ExpressionAttributeValues: { ':times': times, ':users': users },
        }),
      ),
    );
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
}
