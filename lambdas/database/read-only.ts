import type pg from 'pg';

/** Runs `work` in a read-only transaction with a time-out for each statement, and rolls it back. */
export async function readOnly<T>(client: pg.Client, timeoutMs: number, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN READ ONLY');
  try {
    await client.query(`SET LOCAL statement_timeout = ${timeoutMs}`);
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

/**
 * One statement from the configuration. In the extended protocol the server itself refuses a second statement behind a
 * semicolon, such as a COMMIT.
 */
export const oneStatement = (sql: string): pg.QueryConfig & { readonly queryMode: 'extended' } => ({
  text: sql,
  queryMode: 'extended',
});
