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

  // Of its many changes only the key's (API_UpdateTable.html).
  UpdateTable: {
    access: ({ TableName }) => [onTable(state, 'UpdateTable', TableName)],
    handle({ TableName, SSESpecification, ...others }) {
      const other = Object.keys(others)[0];
      if (other !== undefined) throw new Error(`the sandbox does not model UpdateTable's ${other}`);
      const table = state.table(TableName);
      table.encryptedWith = SSESpecification?.KMSMasterKeyId ?? table.encryptedWith;
      return { TableDescription: { TableName: table.name, TableArn: table.arn, TableStatus: 'UPDATING' } };
    },
  },

  ListTables: {
    access: onEverything('dynamodb:ListTables'),
    handle: () => ({ TableNames: [...state.tables.keys()] }),
  },
});
