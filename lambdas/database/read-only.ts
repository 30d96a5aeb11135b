import type pg from 'pg';

/** Runs `work` in a transaction in which nothing can be written, each statement of it under a time-out, and leaves it. */
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
 * One statement of the configuration's. Sent in the extended protocol, in which the server itself refuses a second
 * statement behind a semicolon, such as a COMMIT.
 */
export const oneStatement = (sql: string): pg.QueryConfig & { readonly queryMode: 'extended' } => ({
  text: sql,
  queryMode: 'extended',
});
