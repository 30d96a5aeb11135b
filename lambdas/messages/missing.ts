import type { Message } from '../model/message.ts';

/** Whether entries of users may be missing from the database that serves now. Unknown is never zero. */
export const mayBeMissing = ({ restored, lost }: Extract<Message, { kind: 'back-to-normal' }>): boolean =>
  restored !== null && (!lost.known || lost.total > 0);
