import * as v from 'valibot';
import { matching } from './values.ts';

/** Accepting a loss, going forward again and switching automation off need another person than the one who asks. */
export const requireSecondPerson = v.strictObject({
  /**
   * Roles whose sessions are named after people by something else than whoever takes them on: a trust policy with
   * `sts:RoleSessionName`, or an identity provider. IAM Identity Center's own need not be named. Sessions of other roles are refused:
   * two of them may be one person.
   */
  namedSessions: v.optional(v.array(matching(/^[\w+=,.@-]{1,64}$/, 'the name of a role, without its path')), []),
});
