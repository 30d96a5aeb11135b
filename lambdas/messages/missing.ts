import type { Message } from '../model/message.ts';

/** Whether something that users entered may be missing from what serves now. Unknown is never zero. */
export const mayBeMissing = ({ restored, lost }: Extract<Message, { kind: 'back-to-normal' }>): boolean =>
  restored !== null && (!lost.known || lost.total > 0);
