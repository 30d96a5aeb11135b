import type { AccessCheck } from '../../kernel/access.ts';

/** The check of an action on a state machine or on an execution. */
export const on = (action: string, arn: string | undefined): AccessCheck => ({
  action: `states:${action}`,
  resource: String(arn),
});
