import * as v from 'valibot';
import { endpoints } from './endpoints.ts';
import { databaseName } from './sql-names.ts';
import { keyArn, secretArn, secretArnFor, securityGroupId, subnetId } from './values.ts';

const NO_READ_ROLE =
  'the whole ARN of a secret with the login of a role that can only read: it asks sentinels and counts rows. Make the role (README, "A role that can only read") and name its secret here';

const connectFields = v.strictObject(
  {
    subnets: v.pipe(v.array(subnetId), v.minLength(1, 'expected at least one subnet')),
    securityGroups: v.pipe(v.array(securityGroupId), v.minLength(1, 'expected at least one security group')),
    /** Secret with `username` and `password` of the database's owner: ends sessions, quarantines. */
    secret: secretArn,
    /** Customer key of that secret; left out when it uses the account's own key. */
    secretKey: v.optional(keyArn),
    /** Secret with `username` and `password` of a role that can only read: runs sentinels, counts rows and writes. */
    readSecret: secretArnFor(NO_READ_ROLE),
    /** Customer key of that secret. */
    readSecretKey: v.optional(keyArn),
    /** Secret with `username` and `password` of the application: a proof logs in with it. Left out: that is not tried. */
    applicationSecret: v.optional(secretArn),
    /** Customer key of that secret. */
    applicationSecretKey: v.optional(keyArn),
    database: databaseName,
    endpoints: v.optional(endpoints),
    tls: v.picklist(['require', 'disable']),
  },
  (issue) => (issue.path?.[0]?.key === 'readSecret' ? NO_READ_ROLE : String(issue.expected)),
);

/** How functions reach the database by SQL: their network, the logins, TLS. */
export const connect = v.pipe(
  connectFields,
  v.check(
    ({ secret, readSecret }) => JSON.stringify(secret) !== JSON.stringify(readSecret),
    `readSecret is that of the database's owner; expected ${NO_READ_ROLE}`,
  ),
);
