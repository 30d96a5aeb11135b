import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../../lambdas/prove-database/ask.ts';
import { PostgresHost } from '../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';

/** Sentinels are configuration, asked as a user who owns the database: they must not be able to change it. */
describe('a sentinel', () => {
  let host: PostgresHost;
  let server: PostgresServer;
  beforeAll(async () => {
    host = await PostgresHost.open();
    server = await host.create();
    await server.query('CREATE TABLE answers (id int)');
    await server.query('CREATE SEQUENCE numbers');
    await server.query(
      `CREATE FUNCTION write_one() RETURNS int LANGUAGE sql AS 'INSERT INTO answers VALUES (1) RETURNING id'`,
    );
  }, 60_000);
  afterAll(() => host.close());

  const answer = (sql: string) =>
    server.session('postgres', (client) => ask(client, { name: 's', sql, expect: { atLeast: 0 } }));

  it.each([
    ['a function that writes', 'SELECT write_one()', /read-only transaction/],
    ['a sequence', "SELECT nextval('numbers')", /read-only transaction/],
    ['a large object', 'SELECT lo_create(0)', /read-only transaction/],
    ['leaving read-only', "SELECT set_config('transaction_read_only', 'off', true)", /read-write mode/],
  ])('changes nothing by %s', async (_what, sql, why) => {
    await expect(answer(sql)).rejects.toThrow(why);
    expect(await server.query<{ n: string }>('SELECT count(*) AS n FROM answers')).toEqual([{ n: '0' }]);
  });

  it('would have written without that: the harm is real', async () => {
    await server.session('postgres', async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT write_one()');
      const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM answers');
      await client.query('ROLLBACK');
      expect(rows).toEqual([{ n: '1' }]);
    });
  });

  it('is ended after ten seconds, and reads what it shall', async () => {
    expect(await answer("SELECT current_setting('statement_timeout')")).toBe('10s');
    expect(await answer("SELECT current_setting('transaction_read_only')")).toBe('on');
    expect(await answer('SELECT count(*) FROM answers')).toBe('0');
  });
});
