import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { Kernel } from '../../kernel/kernel.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { Transactions } from './transactions.ts';
import type { Item } from './value.ts';

export interface Table {
  readonly name: string;
  readonly arn: string;
  /** Names of the partition key and, if there is one, of the sort key. */
  readonly keys: readonly string[];
  /** ARN of the customer key it is encrypted with. */
  encryptedWith: string | undefined;
  readonly items: Map<string, Item>;
  /** Attribute with the second after which an item may be deleted. */
  readonly expiresBy: string | undefined;
}

/** Everything DynamoDB knows. */
export class DynamodbState {
  readonly kernel: Kernel;
  readonly tables = new Map<string, Table>();
  readonly transactions: Transactions;
  readonly closing = new AbortController();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.transactions = new Transactions(kernel.clock);
  }

  arnOf(nameOrArn: string | undefined): string {
    if (nameOrArn?.startsWith('arn:')) return nameOrArn;
    return `arn:aws:dynamodb:${this.kernel.region}:${this.kernel.account}:table/${nameOrArn}`;
  }

  find(nameOrArn: string | undefined): Table | undefined {
    return this.tables.get(nameOrArn?.split('/').pop() ?? '');
  }

  /** @throws ResourceNotFoundException */
  table(nameOrArn: string | undefined): Table {
    const found = this.find(nameOrArn);
    if (found) return found;
    const message = `Requested resource not found: Table: ${nameOrArn} not found`;
    throw new ResourceNotFoundException({ message, $metadata: {} });
  }

  item(nameOrArn: string | undefined, key: Item | undefined): Item | undefined {
    const table = this.table(nameOrArn);
    return table.items.get(keyOf(table, key));
  }
}

/** An item's place in its table. */
export const keyOf = ({ keys }: Table, item: Item | undefined): string =>
  JSON.stringify(keys.map((name) => item?.[name]));

/** The result of evaluating an expression. @throws WireError ValidationException, DynamoDB's own, for one it cannot use */
export function validated<T>(evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    throw new WireError('ValidationException', (error as Error).message);
  }
}
