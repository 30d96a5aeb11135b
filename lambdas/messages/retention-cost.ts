import type { Expiring, Prices } from '../model/retention.ts';

/** Hours by which AWS counts a month, https://aws.amazon.com/rds/faqs/. */
const HOURS_A_MONTH = 730;

/** What things cost while they are kept, a month. */
export interface Cost {
  /** At most: RDS bills backup storage only beyond the size of the databases. */
  readonly snapshots: number;
  readonly instances: number;
  /** Classes of databases without a price, and things whose size RDS does not say: their part is unknown. */
  readonly withoutPrice: readonly string[];
}

/**
 * By the prices of the configuration: those of AWS differ by Region and change, and nothing here could know.
 * @see https://aws.amazon.com/blogs/database/demystifying-amazon-rds-backup-storage-costs/
 */
export function costOf(items: readonly Expiring[], prices: Prices): Cost {
  const parts = items.map((item) => ({ item, amount: amountOf(item, prices) }));
  const sumOf = (kind: Expiring['kind']): number =>
    parts.reduce((sum, { item, amount }) => sum + (item.kind === kind ? (amount ?? 0) : 0), 0);
  const unknown = parts.filter(({ amount }) => amount === null).map(({ item }) => item);
  const withoutPrice = unknown.map(({ gib, instanceClass, id }) => (gib === null ? id : (instanceClass ?? id)));
  return { snapshots: sumOf('snapshot'), instances: sumOf('instance'), withoutPrice: [...new Set(withoutPrice)] };
}

function amountOf({ kind, gib, instanceClass }: Expiring, prices: Prices): number | null {
  if (gib === null) return null;
  if (kind === 'snapshot') return gib * prices.snapshotGibMonth;
  const hour = prices.instanceHour[instanceClass ?? ''];
  return hour === undefined ? null : gib * prices.storageGibMonth + hour * HOURS_A_MONTH;
}
