import { IdempotentParameterMismatchException, type TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../kernel/clock.ts';

type Asked = Pick<Partial<TransactWriteItemsCommandInput>, 'ClientRequestToken' | 'TransactItems'>;

/** Virtual ms. */
const TOKEN_LASTS_MS = 10 * 60_000;

/** Transactions that took effect, by the token of their request: another try of the same one changes nothing. */
export class Transactions {
  private readonly clock: Clock;
  private readonly known = new Map<string, { readonly at: number; readonly asked: string }>();

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
}
