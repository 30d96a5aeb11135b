import type pg from 'pg';

/** Makes every new session read-only. A second run changes nothing. */
export async function makeReadOnly(client: pg.Client): Promise<void> {
  // An earlier run may have made this session read-only too, and then ALTER DATABASE would fail.
  await client.query('SET default_transaction_read_only = off');
  const database = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await client.query(`ALTER DATABASE ${database.rows[0]?.name} SET default_transaction_read_only = on`);
}
