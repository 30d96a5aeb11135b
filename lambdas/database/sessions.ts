import type pg from 'pg';
import { environmentName } from '../ledger/table.ts';
import { migrationSession } from '../model/migration-session.ts';
import { APPLICATION_NAME } from './sql.ts';

/** How long to wait for an ended session to be gone: its write counters are complete only then. */
const GONE_WITHIN_MS = 5_000;

/**
 * Ends the sessions of some roles in every database of the instance, except our own, and returns how many were ended and how
 * many remain or came back. With them end those of a migration: it has been stopped, or has not begun. The sessions are selected first and ended one by one: in a single statement PostgreSQL may call
 * the function for a session that the condition excludes, such as the server's own administrator.
 */
export async function endSessionsOf(
  client: pg.Client,
  roles: readonly string[],
): Promise<{ ended: number; remaining: number }> {
  const sessions = async () =>
    (
      await client.query<{ pid: number }>(
        'SELECT pid FROM pg_stat_activity WHERE usename = ANY($1::text[]) AND application_name <> $2 OR application_name = $3',
        [roles, APPLICATION_NAME, migrationSession(environmentName())],
      )
    ).rows;
  const found = await sessions();
  for (const { pid } of found) await client.query('SELECT pg_terminate_backend($1, $2)', [pid, GONE_WITHIN_MS]);
  return { ended: found.length, remaining: (await sessions()).length };
}
