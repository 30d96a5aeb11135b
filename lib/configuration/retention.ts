import * as v from 'valibot';
import { ANNOUNCED_DAYS } from '../../lambdas/model/retention.ts';
import { whole } from './values.ts';

/**
 * When snapshots and replaced databases that knowngood made are deleted, each announced a week before. Left out: never, and no
 * role of the control plane may.
 */
export const retention = v.strictObject({
  /** So many of the newest restore points are kept, however old. */
  restorePoints: whole(1, 90),
  /** Everything else is kept for so many days. */
  days: whole(ANNOUNCED_DAYS + 1, 3_650),
});
