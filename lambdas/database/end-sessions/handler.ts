import { acting } from '../../ledger/acting.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { makeReadOnly } from '../quarantine.ts';
import { orUnreachable } from '../reachable.ts';
import { endSessionsOf } from '../sessions.ts';
import { withDatabase } from '../sql.ts';
import type { Input, Output } from './contract.ts';

/**
 * Ends the application's sessions: when none is left nothing writes, and every counter is flushed. A database left for good
 * is made read-only first.
 */
export const handler = step<Input, Output>(async (input) => {
  const { connection, moment } = input;
  const unknown: Output = { known: false, ended: 0, gone: true, readOnly: false };
  if (connection === null) return unknown;
  return await acting({ lock: input.lock, step: 'end-sessions', now: moment.now }, () =>
    orUnreachable(
      input.tried,
      () =>
        withDatabase(connection, input, async (client) => {
          // A quarantine that could not connect left the database open to writes.
          if (input.readOnly) await makeReadOnly(client);
          const { ended, remaining } = await endSessionsOf(client, input.applicationRoles);
          if (remaining > 0) {
            const still = `the last ${remaining} sessions of ${input.applicationRoles.join(', ')} on ${input.host} to end (somebody connects again)`;
            withinDeadline(moment, input.since, input.limitMinutes, still);
          }
          return { known: true, ended, gone: remaining === 0, readOnly: input.readOnly };
        }),
      () => unknown,
    ),
  );
});
