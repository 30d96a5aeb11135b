import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LOCK_LOST } from '../model/errors.ts';
import type { Lock } from '../model/lock.ts';
import { StepError } from '../step/errors.ts';
import { pastConflicts } from './conflicts.ts';
import { type Assignments, setExpression } from './expression.ts';
import { documents, key, readStatus, tableName } from './table.ts';

/** What the ledger records before an acting step calls AWS. */
export interface Intent {
  readonly lock: Lock;
  /** Name of the acting step, with its object when it acts on several (`switch-service web`). */
  readonly step: string;
  readonly now: string;
  /** Facts to set on the environment's status. */
  readonly status?: Assignments;
  /** Facts to set on the record of a release or rollback. */
  readonly record?: { readonly key: string; readonly set: Assignments };
}

const HELD = '#holder = :holder AND #fence = :fence';
const heldNames = { '#holder': 'holder', '#fence': 'fence' };
const heldValues = (lock: Lock) => ({ ':holder': lock.holder, ':fence': lock.fence });

/**
 * Runs `effect`, a change on AWS, under the lock. BEFORE the call, one transaction checks the lock and writes the intent and
 * the facts. After the call the intent is closed, also when the call failed (nothing is in flight then). A function cut off
 * in between leaves the intent open: whoever takes over waits until this call must have ended.
 * @throws StepError `LockLost` when another execution holds the environment; nothing was called then.
 */
export async function acting<T>(intent: Intent, effect: () => Promise<T>): Promise<T> {
  await writeFacts({ ...intent, status: [[['intents', intent.step], intent.now], ...(intent.status ?? [])] });
  try {
    return await effect();
  } finally {
    await closeIntent(intent);
  }
}

/** Writes facts to the ledger under the lock, with no call to AWS. */
export async function writeFacts(intent: Intent): Promise<void> {
  const set = setExpression(intent.status ?? [], 's');
  const record = intent.record && setExpression(intent.record.set, 'r');
  const lockCheck = {
    TableName: tableName(),
    Key: key('status'),
    ConditionExpression: HELD,
    ExpressionAttributeNames: { ...heldNames, ...set.names },
    ExpressionAttributeValues: { ...heldValues(intent.lock), ...set.values },
  };
  try {
    await pastConflicts(() =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [
            set.text === '' ? { ConditionCheck: lockCheck } : { Update: { ...lockCheck, UpdateExpression: set.text } },
            ...(intent.record && record
              ? [
                  {
                    Update: {
                      TableName: tableName(),
                      Key: key(intent.record.key),
                      UpdateExpression: record.text,
                      ExpressionAttributeNames: record.names,
                      ExpressionAttributeValues: record.values,
                    },
                  },
                ]
              : []),
          ],
        }),
      ),
    );
  } catch (error) {
    throw await asLockLost(error, intent);
  }
}

async function closeIntent(intent: Intent): Promise<void> {
  try {
    await pastConflicts(() =>
      documents.send(
        new UpdateCommand({
          TableName: tableName(),
          Key: key('status'),
          UpdateExpression: 'REMOVE #intents.#step',
          ConditionExpression: HELD,
          ExpressionAttributeNames: { ...heldNames, '#intents': 'intents', '#step': intent.step },
          ExpressionAttributeValues: heldValues(intent.lock),
        }),
      ),
    );
  } catch (error) {
    // Another execution took over meanwhile and waits out our intent; the effect stands and is recorded.
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
}

async function asLockLost(error: unknown, intent: Intent): Promise<unknown> {
  const cancelled = error as Error & { CancellationReasons?: { Code?: string }[] };
  if (cancelled.name !== 'TransactionCanceledException') return error;
  const codes = cancelled.CancellationReasons?.map((reason) => reason.Code) ?? [];
  if (codes[0] !== 'ConditionalCheckFailed') return error;
  const found = await readStatus();
  return new StepError(
    LOCK_LOST,
    `"${intent.step}" may not act: the environment is ${found.status}, held by ${found.holder || 'nobody'} with fencing number ${found.fence}; ` +
      `this execution is ${intent.lock.holder} with ${intent.lock.fence}. Nothing was changed. Look at the holder's execution.`,
  );
}
