import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { LOCK_LOST } from '../model/errors.ts';
import type { EnvironmentStatus, Lock } from '../model/lock.ts';
import { StepError } from '../step/errors.ts';
import { conditionFailed, pastConflicts } from './conflicts.ts';
import { type Assignments, setExpression } from './expression.ts';
import { closedWith, documents, key, readStatus, tableName } from './table.ts';

interface Ending {
  readonly key: string;
  readonly set: Assignments;
}

export interface Closing {
  readonly lock: Lock;
  readonly now: string;
  /** The environment's status afterwards. */
  readonly status: Extract<EnvironmentStatus, 'open' | 'frozen'>;
  /** Incident that waits for a person's decision; null when the environment is open. */
  readonly incident: string | null;
  /** Records that end, each with the fields to set; the work's own is the first. */
  readonly records: readonly [Ending, ...Ending[]];
}

/** Ends the work in the ledger and frees the lock, in one transaction. A second run by the same holder changes nothing. */
export async function close(closing: Closing): Promise<void> {
  const status = setExpression(
    [
      [['status'], closing.status],
      [['holder'], null],
      [['since'], closing.now],
      [['intents'], {}],
      [['incident'], closing.incident],
    ],
    's',
  );
  const { holder, fence } = closing.lock;
  const [own, ...others] = closing.records;
  const records = [{ ...own, set: [...own.set, [['closedWith'], fence] as const] }, ...others];
  try {
    await pastConflicts(() =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: tableName(),
                Key: key('status'),
                UpdateExpression: status.text,
                ConditionExpression: '#holder = :holder AND #fence = :fence',
                ExpressionAttributeNames: { ...status.names, '#holder': 'holder', '#fence': 'fence' },
                ExpressionAttributeValues: { ...status.values, ':holder': holder, ':fence': fence },
              },
            },
            ...records.map((record) => {
              const set = setExpression(record.set, 'r');
              return {
                Update: {
                  TableName: tableName(),
                  Key: key(record.key),
                  UpdateExpression: set.text,
                  ExpressionAttributeNames: set.names,
                  ExpressionAttributeValues: set.values,
                },
              };
            }),
          ],
        }),
      ),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // The answer to our first call was lost, but it took effect. Somebody else may hold the environment since.
    if ((await closedWith(own.key)) === fence) return;
    const found = await readStatus();
    throw new StepError(
      LOCK_LOST,
      `This execution cannot close: the environment is ${found.status}, held by ${found.holder ?? 'nobody'} with fencing number ${found.fence}; expected ${fence}.`,
    );
  }
}
