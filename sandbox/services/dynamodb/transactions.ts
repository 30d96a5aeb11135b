import { IdempotentParameterMismatchException, type TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../kernel/clock.ts';

type Asked = Pick<Partial<TransactWriteItemsCommandInput>, 'ClientRequestToken' | 'TransactItems'>;

/** Virtual ms. */
const TOKEN_LASTS_MS = 10 * 60_000;
/** From a transaction's checks to its answer; a write by itself takes about half of that. Virtual ms. */
const TAKES_MS = 8;

/** Transactions that took effect, by the token of their request: another try of the same one changes nothing. */
export class Transactions {
  private readonly clock: Clock;
  private readonly known = new Map<string, { readonly at: number; readonly asked: string }>();
  /** Items that a transaction is under way for. */
  private readonly ongoing = new Set<string>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  done({ ClientRequestToken, TransactItems }: Asked): void {
    if (ClientRequestToken === undefined) return;
    this.known.set(ClientRequestToken, { at: this.clock.now(), asked: JSON.stringify(TransactItems) });
  }

  /** @throws IdempotentParameterMismatchException when the token belongs to other writes */
  repeats({ ClientRequestToken = '', TransactItems }: Asked): boolean {
    const before = this.known.get(ClientRequestToken);
    if (before === undefined || this.clock.now() - before.at > TOKEN_LASTS_MS) return false;
    if (before.asked === JSON.stringify(TransactItems)) return true;
    throw new IdempotentParameterMismatchException({
      message: 'The request has the token of an earlier one, and other parameters',
      $metadata: {},
    });
  }

  /**
   * Whether another transaction is under way for the item: a write is refused then, alone or in a transaction, and no SDK tries
   * again by itself
   * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling).
   */
  conflicts({ table, key }: Target): boolean {
    return this.ongoing.has(`${table.name} ${key}`);
  }

  /** Keeps the items of a transaction for as long as it takes. */
  async during(writes: readonly Target[]): Promise<void> {
    const names = writes.map(({ table, key }) => `${table.name} ${key}`);
    for (const name of names) this.ongoing.add(name);
    try {
      await this.clock.sleep(TAKES_MS);
    } finally {
      for (const name of names) this.ongoing.delete(name);
    }
  }
}

/** The item that a write is for. */
interface Target {
  readonly table: { readonly name: string };
  readonly key: string;
}
