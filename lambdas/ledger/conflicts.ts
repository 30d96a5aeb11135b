import { TEMPORARILY_UNAVAILABLE } from '../model/errors.ts';
import { StepError } from '../step/errors.ts';

/** Forty branches, four times as many as the workflows have, that write one item at the same time have all written within two seconds. */
const TRIES = 12;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 800;

interface Refusal extends Error {
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/**
 * Writes to the ledger, again and again while a transaction is under way for the same item: DynamoDB refuses the write then, and
 * the SDK does not try again. Branches of one execution write the one status item side by side, and so does whoever wants to take over.
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling)
 * @throws StepError `TemporarilyUnavailable` when the item is written by others all the time; what `write` throws otherwise
 */
export async function pastConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await write();
    } catch (thrown) {
      const error = thrown as Refusal;
      if (!isConflict(error)) throw error;
      if (tried === TRIES)
        throw new StepError(
          TEMPORARILY_UNAVAILABLE,
          `The ledger was being written by others, ${TRIES} times in a row; nothing was written, and it is tried again.`,
          { cause: error },
        );
      await new Promise((resolve) => setTimeout(resolve, pauseAfter(tried)));
    }
  }
}

/** Full jitter: whoever met once does not meet again in step. */
const pauseAfter = (tried: number): number =>
  Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tried - 1));

/** Reasons to cancel a transaction that waiting mends (API reference, CancellationReason). */
const PASSING = ['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError'];

/** A failed condition beside it counts first: the write may not happen at all. */
function isConflict(error: Refusal): boolean {
  if (error.name === 'TransactionConflictException') return true;
  return !conditionFailed(error) && (error.CancellationReasons ?? []).some(({ Code = '' }) => PASSING.includes(Code));
}

/** Whether a transaction was cancelled because a condition did not hold. Every other reason says nothing about the item. */
export const conditionFailed = (error: unknown): boolean =>
  ((error as Refusal).CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed');
