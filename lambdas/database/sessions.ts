import type pg from 'pg';
import { environmentName } from '../ledger/table.ts';
import { migrationSession } from '../model/migration-session.ts';
import { APPLICATION_NAME } from './sql.ts';

/** How long to wait for ended sessions to be gone: their write counters are complete only then. */
const GONE_WITHIN_MS = 5_000;
const LOOK_MS = 100;

/** Process ids of the sessions of some roles, except our own, and of a migration's. */
export async function sessionsOf(client: pg.Client, roles: readonly string[]): Promise<number[]> {
  const { rows } = await client.query<{ pid: number }>(
    'SELECT pid FROM pg_stat_activity WHERE usename = ANY($1::text[]) AND application_name <> $2 OR application_name = $3',
    [roles, APPLICATION_NAME, migrationSession(environmentName())],
  );
  return rows.map(({ pid }) => pid);
}

/**
 * Ends the sessions of some roles in every database of the instance, except our own, and returns how many were ended and how
 * many remain or came back. With them end those of a migration: it has been stopped, or has not begun. The sessions are selected first and ended one by one: in a single statement PostgreSQL may call
 * the function for a session that the condition excludes, such as the server's own administrator. All are told before any is waited
 * for: seven that do not go would otherwise outlast the function, and nobody would learn that they are there.
 */
export async function endSessionsOf(
  client: pg.Client,
  roles: readonly string[],
): Promise<{ ended: number; remaining: number }> {
  const sessions = () => sessionsOf(client, roles);
  const found = await sessions();
  for (const pid of found) await client.query('SELECT pg_terminate_backend($1)', [pid]);
  const until = performance.now() + GONE_WITHIN_MS;
  let now = await sessions();
  while (now.some((pid) => found.includes(pid)) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    now = await sessions();
  }
  return { ended: found.length, remaining: now.length };
}
