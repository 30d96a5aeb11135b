import { endSessionsOf } from '../shared/database/sessions.ts';
import { withDatabase } from '../shared/database/sql.ts';
import { acting } from '../shared/ledger/acting.ts';
import { step } from '../shared/step.ts';
import type { Input, Output } from './contract.ts';

/** Ends the application's sessions and waits until they are gone: then nothing writes, and every counter is flushed. */
export const handler = step<Input, Output>(async (input) => {
  const { connection } = input;
  if (connection === null) return { known: false, ended: 0, remaining: 0 };
  return await acting({ lock: input.lock, step: 'end-sessions', now: input.now }, () =>
    withDatabase(connection, input, async (client) => ({
      known: true,
      ...(await endSessionsOf(client, input.applicationRole)),
    })),
  );
});
