import type pg from 'pg';

/** Every session that begins from now on can only read; done again, it changes nothing. */
export async function makeReadOnly(client: pg.Client): Promise<void> {
  // For this session too: ALTER DATABASE on a database that an earlier run made read-only.
  await client.query('SET default_transaction_read_only = off');
  const database = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await client.query(`ALTER DATABASE ${database.rows[0]?.name} SET default_transaction_read_only = on`);
}
