import type * as ddb from '@aws-sdk/client-dynamodb';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { onTable } from './checks.ts';
import type { DynamodbState } from './state.ts';

export const tableOperations = (state: DynamodbState): Operations<typeof ddb> => ({
  DescribeTable: {
    access: ({ TableName }) => [onTable(state, 'DescribeTable', TableName)],
    handle({ TableName }) {
      const { name, arn, keys, items } = state.table(TableName);
      const KeySchema = keys.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
      }));
      return { Table: { TableName: name, TableArn: arn, TableStatus: 'ACTIVE', KeySchema, ItemCount: items.size } };
    },
  },

  ListTables: {
    access: onEverything('dynamodb:ListTables'),
    handle: () => ({ TableNames: [...state.tables.keys()] }),
  },
});
