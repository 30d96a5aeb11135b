import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents, key, newestReleases, readStatus, tableName } from '../../ledger/table.ts';
import { REQUEST_REFUSED } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { confirmable } from './confirmable.ts';
import type { Input, Output } from './contract.ts';

const LOOK_BACK = 50;

/**
 * Calls an unobserved release good on a person's word. It changes nothing on AWS and needs no lock: the outcome moves in
 * one conditional write, from `unobserved` only.
 */
export const handler = step<Input, Output>(async ({ now, confirmation }) => {
  const [status, releases] = await Promise.all([readStatus(), newestReleases(LOOK_BACK)]);
  const found = confirmable(confirmation, status, releases);
  if (found.kind === 'no')
    throw new StepError(REQUEST_REFUSED, `The confirmation was refused, nothing was touched: ${found.why}.`);
  const { id, version } = found.release;
  if (found.kind === 'done') return { release: id, version };
  await documents.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: key(`release#${id}`),
      UpdateExpression: 'SET #outcome = :good, #confirmed = :confirmed',
      // The client itself tries again when the answer to the first was lost.
      ConditionExpression: '#outcome = :unobserved OR #confirmed = :confirmed',
      ExpressionAttributeNames: { '#outcome': 'outcome', '#confirmed': 'confirmed' },
      ExpressionAttributeValues: {
        ':good': 'good',
        ':unobserved': 'unobserved',
        ':confirmed': { at: now, by: confirmation.requestedBy, reason: confirmation.reason },
      },
    }),
  );
  return { release: id, version };
});
