import * as ddb from '@aws-sdk/client-dynamodb';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { itemOperations } from './item-operations.ts';
import { queryOperations } from './query-operations.ts';
import { dynamodbResources } from './resources.ts';
import { DynamodbState } from './state.ts';
import { tableOperations } from './table-operations.ts';
import { transactionOperation } from './transaction-operation.ts';

/** DynamoDB tables in memory: conditional writes, transactions and queries as the ledger uses them. */
export function createDynamodb(kernel: Kernel): ServiceModel<typeof ddb> {
  const state = new DynamodbState(kernel);
  return {
    signingName: 'dynamodb',
    module: ddb,
    ...served<typeof ddb>(
      itemOperations(state),
      transactionOperation(state),
      queryOperations(state),
      tableOperations(state),
    ),
    resources: dynamodbResources(state),
    async close() {
      state.closing.abort();
    },
  };
}
