import { APPLICATION_NAME, withDatabase } from '../shared/database/sql.ts';
import { acting } from '../shared/ledger/acting.ts';
import { step } from '../shared/step.ts';
import type { Input, Output } from './contract.ts';

/** How long PostgreSQL gives an ended session to be gone; its write counters are complete only then. */
const GONE_WITHIN_MS = 5_000;

/** Ends the application's sessions and waits until they are gone: then nothing writes, and every counter is flushed. */
export const handler = step<Input, Output>(async (input) => {
  const { connection } = input;
  if (connection === null) return { known: false, ended: 0, remaining: 0 };
  return await acting({ lock: input.lock, step: 'end-sessions', now: input.now }, () =>
    withDatabase(connection, input, async (client) => {
      const { rows } = await client.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity
          WHERE usename = $1 AND datname = current_database() AND application_name <> $2 AND pid <> pg_backend_pid()
            AND pg_terminate_backend(pid, $3)`,
        [input.applicationRole, APPLICATION_NAME, GONE_WITHIN_MS],
      );
      const left = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity
          WHERE usename = $1 AND datname = current_database() AND application_name <> $2 AND pid <> pg_backend_pid()`,
        [input.applicationRole, APPLICATION_NAME],
      );
      return { known: true, ended: rows.length, remaining: left.rows[0]?.n ?? 0 };
    }),
  );
});
