import type { Message } from '../model/message.ts';

/** What became of what users entered: nothing was put back, or a restore left none, or some, of it behind. */
export type Entries = 'kept' | 'kept-after-migration' | 'none-lost' | 'some-lost';

/** Unknown is never zero. A database that stays may have been changed by the migration: nobody compared it. */
export function entriesAfter({ restored, lost, migration }: Extract<Message, { kind: 'back-to-normal' }>): Entries {
  if (restored === null) return migration === 'none' ? 'kept' : 'kept-after-migration';
  return lost.known && lost.total === 0 ? 'none-lost' : 'some-lost';
}
