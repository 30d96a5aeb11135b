import * as v from 'valibot';
import { matching, region } from './values.ts';

const account = matching(/^\d{12}$/, 'an AWS account of 12 digits');

/** Between environments: a release may take what another one runs, image by image, by digest (docs/promotion.md). */
export const promotion = v.strictObject({
  /** Environments that releases may be promoted from. */
  from: v.optional(
    v.array(
      v.strictObject({
        environment: matching(/^[a-z][a-z0-9-]{0,19}$/, 'the name of another environment'),
        /** Its account, whose role for promotions is taken on; left out: this one. */
        account: v.optional(account),
        /** Left out: this one. */
        region: v.optional(region),
      }),
    ),
    [],
  ),
  /** Accounts whose environments may read what this one publishes. */
  to: v.optional(v.array(account), []),
});
