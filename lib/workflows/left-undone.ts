import type { Message } from '../../lambdas/model/message.ts';

/** What may be missing after work that is done. */
export type LeftUndone = Extract<Message, { kind: 'left-undone' }>['what'];

/** State that tells of it. */
export const MISSING: Readonly<Record<LeftUndone, string>> = {
  'change-record': 'Tell that the change record is missing',
  'post-mortem': 'Tell that the post-mortem is missing',
  settle: 'Tell that Settle was not started',
  'migration-sessions': 'Tell that sessions of the migration are left',
  standby: 'Tell that no standby is made',
};
