import * as v from 'valibot';
import { ANNOUNCED_DAYS } from '../../lambdas/model/retention.ts';
import { matching, whole } from './values.ts';

const price = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000));

/** What RDS charges in the environment's Region, for the announcements alone. Left out: they say that it is unknown. */
const prices = v.strictObject({
  currency: matching(/^[A-Z]{3}$/, 'a currency by its three letters, as USD'),
  /** Of a GiB of backup storage, and of a GiB of an instance's storage, for a month. */
  snapshotGibMonth: price,
  storageGibMonth: price,
  /** Class -> price of an hour. */
  instanceHour: v.record(matching(/^db\.[a-z0-9-]+\.[a-z0-9-]+$/, 'a class of instances, as db.t4g.medium'), price),
  /** Told with every amount. */
  source: v.pipe(
    v.string(),
    v.minLength(10, 'expected where the prices are from, with Region and day'),
    v.maxLength(200, 'expected at most 200 characters'),
  ),
});

/**
 * When snapshots and replaced databases that knowngood made are deleted, each announced a week before. Left out: never, and no
 * role of the control plane may.
 */
export const retention = v.strictObject({
  /** So many of the newest restore points are kept, however old. */
  restorePoints: whole(1, 90),
  /** Everything else is kept for so many days. */
  days: whole(ANNOUNCED_DAYS + 1, 3_650),
  prices: v.optional(prices),
});
