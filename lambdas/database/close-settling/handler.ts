import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { pastConflicts } from '../../ledger/conflicts.ts';
import { documents, key, tableName } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

/** Records that nothing is owed to a restored instance any more: from here on its own settings are what it is to have. */
export const handler = step<Input, Output>(async ({ now, work }) => {
  await pastConflicts(() =>
    documents.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key(`rollback#${work}`),
        UpdateExpression: 'SET #settledAt = if_not_exists(#settledAt, :now)',
        ExpressionAttributeNames: { '#settledAt': 'settledAt' },
        ExpressionAttributeValues: { ':now': now },
      }),
    ),
  );
  return null;
});
