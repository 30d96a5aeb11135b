import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { pastConflicts } from '../../ledger/conflicts.ts';
import { documents, key, newestReleases, readRelease, readStatus, tableName } from '../../ledger/table.ts';
import { REQUEST_REFUSED } from '../../model/errors.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { confirmable, hasConfirmable } from './confirmable.ts';
import type { Input, Output } from './contract.ts';

/**
 * Calls an unobserved release good when a person confirms it. It changes nothing on AWS and needs no lock: one conditional
 * write moves the outcome, from `unobserved` only.
 */
export const handler = step<Input, Output>(async ({ now, confirmation }) => {
  const { confirm } = confirmation;
  const [status, releases] = await Promise.all([
    readStatus(),
    newestReleases((soFar) => hasConfirmable(confirm, soFar)),
  ]);
  const found = confirmable(confirmation, status, releases);
  if (found.kind === 'no')
    throw new StepError(REQUEST_REFUSED, `The confirmation was refused, nothing was touched: ${found.why}.`);
  const { id, version } = found.release;
  if (found.kind === 'done') return { release: id, version };
  if (!(await confirmed(id, { at: now, by: confirmation.requestedBy, reason: confirmation.reason }))) {
    const outcome = (await readRelease(id))?.outcome;
    throw new StepError(
      REQUEST_REFUSED,
      `The confirmation was refused, nothing was touched: release ${id} (version ${version}) is ${outcome}; expected unobserved.`,
    );
  }
  return { release: id, version };
});

/** False: its outcome has changed meanwhile. */
async function confirmed(id: string, word: NonNullable<ReleaseRecord['confirmed']>): Promise<boolean> {
  try {
    await pastConflicts(() =>
      documents.send(
        new UpdateCommand({
          TableName: tableName(),
          Key: key(`release#${id}`),
          UpdateExpression: 'SET #outcome = :good, #confirmed = :confirmed',
          // The SDK retries when the answer to its first call is lost.
          ConditionExpression: '#outcome = :unobserved OR #confirmed = :confirmed',
          ExpressionAttributeNames: { '#outcome': 'outcome', '#confirmed': 'confirmed' },
          ExpressionAttributeValues: { ':good': 'good', ':unobserved': 'unobserved', ':confirmed': word },
        }),
      ),
    );
    return true;
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    return false;
  }
}
