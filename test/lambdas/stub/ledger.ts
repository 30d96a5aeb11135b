import { type AttributeValue, DynamoDBClient, type GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Kernel } from '../../../sandbox/kernel/kernel.ts';
import { createDynamodb } from '../../../sandbox/services/dynamodb/dynamodb.ts';
import type { Answers } from './services.ts';
import { stubbed } from './settings.ts';

const ENVIRONMENT = 'sandbox';
const kernel = {
  clock: { now: () => 0, sleep: async () => {} },
  account: '111122223333',
  region: 'sa-east-1',
} as unknown as Kernel;

/** The ledger's table in the sandbox's DynamoDB, whose conditions and transactions are real; written and read past the stub. */
class Ledger {
  private table = createDynamodb(kernel);
  private readonly documents = DynamoDBDocumentClient.from(
    new DynamoDBClient(stubbed((operation, input) => this.serve(operation.split(':')[1] ?? '', input), 1)),
    { marshallOptions: { removeUndefinedValues: true } },
  );

  /** An empty table of its own. */
  async anew(): Promise<Answers['dynamodb']> {
    this.table = createDynamodb(kernel);
    for (const TableName of ['ledger', 'knowngood-homologation']) {
      await this.table.resources['AWS::DynamoDB::Table']?.(
        {
          TableName,
          KeySchema: [
            { AttributeName: 'environment', KeyType: 'HASH' },
            { AttributeName: 'record', KeyType: 'RANGE' },
          ],
        },
        { stackName: '', logicalId: '', generatedName: '' },
      );
    }
    return this.table.handlers;
  }

  /** The table's own answers. */
  handlers(): Answers['dynamodb'] {
    return this.table.handlers;
  }

  /** @param record `status`, `release#<id>`, … */
  async put(record: string, item: object, TableName = 'ledger'): Promise<void> {
    await this.documents.send(new PutCommand({ TableName, Item: { environment: ENVIRONMENT, record, ...item } }));
  }

  async read(record: string): Promise<Record<string, unknown> | undefined> {
    return (await this.all())[record];
  }

  /** A record as DynamoDB answers it. */
  async raw(record: string): Promise<Record<string, AttributeValue> | undefined> {
    const Key = { environment: { S: ENVIRONMENT }, record: { S: record } };
    const { Item } = (await this.serve('GetItem', { TableName: 'ledger', Key })) as GetItemCommandOutput;
    return Item;
  }

  /** Every record, without its key. */
  async all(): Promise<Record<string, Record<string, unknown>>> {
    const { Items = [] } = await this.documents.send(new ScanCommand({ TableName: 'ledger' }));
    return Object.fromEntries(Items.map(({ environment: _environment, record, ...item }) => [record, item]));
  }

  private serve(operation: string, input: unknown): Promise<object> | object {
    const handlers = this.table.handlers as Record<string, (input: unknown) => object>;
    const handle = handlers[operation];
    if (handle === undefined) throw new Error(`The ledger's table has no ${operation}.`);
    return handle(input);
  }
}

export const ledger = new Ledger();
