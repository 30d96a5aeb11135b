import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { type Attribute, unmarshalFields } from '../calls/marshal.ts';

type Read = (input: object) => { Item?: Record<string, Attribute>; Items?: Record<string, Attribute>[] };

/** What the ledger says, read behind everybody's back. */
export class Ledger {
  private readonly handlers: { readonly GetItem: Read; readonly Scan: Read };
  table = '';

  constructor(dynamodb: ServiceModel) {
    this.handlers = dynamodb.handlers as unknown as Ledger['handlers'];
  }

  /** Every record, by its key (`status`, `release#…`). */
  records(): Map<string, Record<string, unknown>> {
    const { Items = [] } = this.handlers.Scan({ TableName: this.table });
    return new Map(Items.map(unmarshalFields).map((record) => [String(record['record']), record]));
  }

  status(): Record<string, unknown> {
    const Key = { environment: { S: 'sandbox' }, record: { S: 'status' } };
    const { Item } = this.handlers.GetItem({ TableName: this.table, Key });
    return { status: 'open', holder: '', fence: 0, ...(Item === undefined ? {} : unmarshalFields(Item)) };
  }

  held() {
    const { status, holder, fence, since = '', intents = {} } = this.status();
    return {
      status: String(status),
      holder: String(holder),
      fence: Number(fence),
      since: Date.parse(String(since)) || 0,
      intents: Object.keys(intents as object),
    };
  }
}
