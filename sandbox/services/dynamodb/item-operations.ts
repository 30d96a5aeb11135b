import * as ddb from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../kernel/operation.ts';
import { onItems } from './checks.ts';
import type { DynamodbState } from './state.ts';
import type { Item } from './value.ts';
import { commit, type Write, writeOf } from './write.ts';

export const itemOperations = (state: DynamodbState): Operations<typeof ddb> => ({
  GetItem: {
    access: ({ TableName }, call) => onItems(state, 'GetItem', TableName, call),
    handle({ TableName, Key }) {
      const item = state.item(TableName, Key);
      return item === undefined ? {} : { Item: item };
    },
  },

  PutItem: {
    access: ({ TableName }, call) => onItems(state, 'PutItem', TableName, call),
    handle(request) {
      const before = alone(state, writeOf(state, 'Put', request));
      return request.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
    },
  },

  UpdateItem: {
    access: ({ TableName }, call) => onItems(state, 'UpdateItem', TableName, call),
    handle(request) {
      alone(state, writeOf(state, 'Update', request));
      const after = state.item(request.TableName, request.Key);
      return request.ReturnValues === 'ALL_NEW' && after ? { Attributes: after } : {};
    },
  },

  DeleteItem: {
    access: ({ TableName }, call) => onItems(state, 'DeleteItem', TableName, call),
    handle(request) {
      alone(state, writeOf(state, 'Delete', request));
      return {};
    },
  },
});

/** A write by itself; gives the item before it. @throws TransactionConflictException, ConditionalCheckFailedException */
function alone({ transactions }: DynamodbState, write: Write): Item | undefined {
  if (transactions.conflicts(write))
    throw new ddb.TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata: {} });
  return commit(write);
}
