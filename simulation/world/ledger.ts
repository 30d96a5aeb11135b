import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../../lambdas/model/ledger.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import type { Held } from '../calls/call.ts';
import { type Attribute, unmarshalFields } from '../calls/marshal.ts';
import { ENVIRONMENT } from './control-plane.ts';

type Read = (input: object) => { Item?: Record<string, Attribute>; Items?: Record<string, Attribute>[] };

/** As it is before anything has written it. */
const AT_FIRST: Pick<StatusRecord, 'status' | 'holder' | 'fence'> = { status: 'open', holder: null, fence: 0 };

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

  releases(): ReleaseRecord[] {
    return this.of('release') as ReleaseRecord[];
  }

  rollbacks(): RollbackRecord[] {
    return this.of('rollback') as RollbackRecord[];
  }

  status(): typeof AT_FIRST & Partial<StatusRecord> {
    const Key = { environment: { S: ENVIRONMENT }, record: { S: 'status' } };
    const { Item } = this.handlers.GetItem({ TableName: this.table, Key });
    return { ...AT_FIRST, ...(Item === undefined ? {} : unmarshalFields(Item)) };
  }

  held(): Held {
    const { status, holder, fence, since, intents = {} } = this.status();
    return {
      ...{ status, holder: holder ?? '', fence: Number(fence) },
      since: Date.parse(since ?? '') || 0,
      intents: Object.keys(intents),
    };
  }

  private of(work: string): unknown[] {
    return [...this.records()].filter(([key]) => key.startsWith(`${work}#`)).map(([, record]) => record);
  }
}
