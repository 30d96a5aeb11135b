import * as ddb from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../kernel/operation.ts';
import { onItems } from './checks.ts';
import type { DynamodbState } from './state.ts';
import { oldItem, passes, put, resultOf, type Write, type WriteKind, type WriteRequest, writeOf } from './write.ts';

export const transactionOperation = (state: DynamodbState): Operations<typeof ddb> => ({
  TransactWriteItems: {
    access: ({ TransactItems = [] }, call) =>
      TransactItems.flatMap(writesOf).flatMap(([kind, { TableName }]) =>
        onItems(state, kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, TableName, call),
      ),
    async handle(request) {
      if (state.transactions.repeats(request)) return {};
      const writes = (request.TransactItems ?? []).flatMap(writesOf).map(([kind, w]) => writeOf(state, kind, w));
      const reasons = writes.map((write) => reasonAgainst(state, write));
      if (reasons.some(({ Code }) => Code !== 'None')) {
        throw new ddb.TransactionCanceledException({
          message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((r) => r.Code).join(', ')}]`,
          CancellationReasons: reasons,
          $metadata: {},
        });
      }
      // Every result first: an invalid path in one update leaves all untouched.
      const results = writes.map(resultOf);
      for (const [index, write] of writes.entries()) put(write, results[index]);
      state.transactions.done(request);
      await state.transactions.during(writes);
      return {};
    },
  },
});

const writesOf = (item: ddb.TransactWriteItem): [WriteKind, WriteRequest][] =>
  Object.entries(item) as [WriteKind, WriteRequest][];

function reasonAgainst({ transactions }: DynamodbState, write: Write): ddb.CancellationReason {
  if (transactions.conflicts(write))
    return { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' };
  if (passes(write)) return { Code: 'None' };
  return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...oldItem(write) };
}
