import type pg from 'pg';
import { acting } from '../../ledger/acting.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { quarantine, refusalOf } from '../quarantine.ts';
import { orUnreachable } from '../reachable.ts';
import { endSessionsOf } from '../sessions.ts';
import { withDatabase } from '../sql.ts';
import { type Input, type Output, SESSIONS_LEFT } from './contract.ts';

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
          const left = input.readOnly ? await closed(client, input) : null;
          if (left !== null) return left;
          const { ended, remaining } = await endSessionsOf(client, input.applicationRoles);
          if (remaining > 0) {
            const still = `the last ${remaining} sessions of ${input.applicationRoles.join(', ')} on ${input.host} to end (somebody connects again)`;
            withinDeadline(moment, input.since, input.limitMinutes, still);
          }
          return { known: true, ended, gone: remaining === 0, readOnly: false };
        }),
      (why) => {
        if (!input.mustKnow) return unknown;
        throw new StepError(SESSIONS_LEFT, `Whether sessions are left is unknown: ${why}`);
      },
    ),
  );
});

/** The pointer has moved, and users wait for this: what PostgreSQL refuses, or who keeps a session, was told by the quarantine. */
async function closed(client: pg.Client, input: Input): Promise<Output> {
  const { applicationRoles: roles, reader, moment, since, limitMinutes } = input;
  const { closed: readOnly } = await quarantine(client, { roles, reader });
  let [ended, remaining] = [0, 0];
  const refused = await refusalOf(async () => {
    ({ ended, remaining } = await endSessionsOf(client, roles));
  });
  const late = Date.parse(moment.now) - Date.parse(since) > limitMinutes * 60_000;
  return { known: true, ended, gone: refused !== null || late || remaining === 0, readOnly };
}
