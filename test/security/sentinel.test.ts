import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askFor } from '../../lambdas/database/prove-database/ask.ts';
import type { Sentinel } from '../../lambdas/model/environment.ts';
import { PostgresHost } from '../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';

/**
 * Sentinels are configuration: they must not be able to change the database, whatever they say. Two guards, each tried
 * without the other, and the harm where there is neither.
 */
const ask = (client: pg.Client, asked: Sentinel) => askFor(client, asked, 10_000);
const PROGRAM = join(tmpdir(), `knowngood-sentinel-${process.pid}`);

/** What it tries -> one statement, or what would be several. The schema of the configuration refuses all but SELECTs already. */
const HOSTILE = [
  ['a function that writes', 'SELECT write_one()'],
  ["a function with its owner's rights", 'SELECT write_as_owner()'],
  [
    'a statement in front of which a query stands',
    'WITH gone AS (DELETE FROM answers RETURNING 1) SELECT count(*) FROM gone',
  ],
  ['a sequence', "SELECT nextval('numbers')"],
  ['a large object', 'SELECT lo_create(0)'],
  ['a table', 'SELECT 1 AS one INTO stolen'],
  ['locking rows', 'SELECT id FROM answers FOR UPDATE'],
  ['leaving read-only by a function', "SELECT set_config('transaction_read_only', 'off', true)"],
  ['leaving read-only', 'SET TRANSACTION READ WRITE'],
  ['ending the transaction', 'COMMIT; DELETE FROM answers'],
  ['ending it behind a query', 'SELECT 1; COMMIT; DELETE FROM answers'],
  ['becoming the owner', 'RESET ROLE; DELETE FROM answers'],
  ['a program', `COPY answers TO PROGRAM 'touch ${PROGRAM}'`],
  ['a program behind a query', `SELECT 1; COPY (SELECT 1) TO PROGRAM 'touch ${PROGRAM}'`],
] as const;

describe('a sentinel', () => {
  let host: PostgresHost;
  let server: PostgresServer;
  beforeAll(async () => {
    host = await PostgresHost.open();
    server = await host.create();
    await server.query('CREATE TABLE answers (id int); INSERT INTO answers VALUES (7)');
    await server.query('CREATE SEQUENCE numbers');
    const write = `RETURNS int LANGUAGE sql AS 'INSERT INTO answers VALUES (1) RETURNING id'`;
    await server.query(`CREATE FUNCTION write_one() ${write}`);
    await server.query(`CREATE FUNCTION write_as_owner() ${write} SECURITY DEFINER`);
    await server.query(
      `CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`,
    );
  }, 60_000);
  afterAll(async () => {
    rmSync(PROGRAM, { force: true });
    await host.close();
  });

  const asReader = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const { port } = server;
    const login = { host: '127.0.0.1', port, database: 'postgres', user: 'reader', password: 'reader' };
    const client = new pg.Client(login);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const asOwner = <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => server.session('postgres', work);
  const sentinel = (sql: string) => ({ name: 's', sql, expect: { atLeast: 0 } });
  /** Everything one of them could have changed. */
  const state = async () => [
    await server.query('SELECT id FROM answers ORDER BY id'),
    await server.query('SELECT last_value, is_called FROM numbers'),
    await server.query('SELECT count(*) FROM pg_largeobject_metadata'),
    await server.query("SELECT to_regclass('stolen') AS stolen"),
    existsSync(PROGRAM),
  ];

  it.each(HOSTILE)('changes nothing by %s: as the role that can only read', async (_what, sql) => {
    const before = await state();
    await asReader((client) => ask(client, sentinel(sql))).catch(() => undefined);
    expect(await state()).toEqual(before);
  });

  it.each(HOSTILE.filter(([, sql]) => sql.startsWith('SELECT') || sql.startsWith('WITH')))(
    'changes nothing by %s: even as the owner, by the read-only transaction of one statement',
    async (_what, sql) => {
      const before = await state();
      await expect(asOwner((client) => ask(client, sentinel(sql)))).rejects.toThrow(
        /read-only transaction|read-write mode|multiple commands/,
      );
      expect(await state()).toEqual(before);
    },
  );

  it.each(HOSTILE.filter(([what]) => !/rights|leaving|locking|large object/.test(what)))(
    'by %s is refused to the role without any transaction of ours',
    async (_what, sql) => {
      const before = await state();
      await expect(asReader((client) => client.query(sql))).rejects.toThrow(/permission denied/);
      expect(await state()).toEqual(before);
    },
  );

  it.each(HOSTILE.filter(([what]) => !/leaving|locking/.test(what)))(
    'would change the database by %s: the harm, as the owner and with neither guard',
    async (_what, sql) => {
      const before = await state();
      await asOwner((client) => client.query(sql));
      expect(await state()).not.toEqual(before);
      rmSync(PROGRAM, { force: true });
      await server.query('TRUNCATE answers; INSERT INTO answers VALUES (7); DROP TABLE IF EXISTS stolen');
    },
  );

  it('is ended after ten seconds, and reads what it shall', async () => {
    await asReader(async (client) => {
      expect(await ask(client, sentinel("SELECT current_setting('statement_timeout')"))).toBe('10s');
      expect(await ask(client, sentinel("SELECT current_setting('transaction_read_only')"))).toBe('on');
      expect(await ask(client, sentinel('SELECT count(*) FROM answers'))).toBe('1');
    });
  });

  it('that cannot be asked says so in one bounded line, whatever the server said', async () => {
    const told = asReader((client) =>
      ask(client, sentinel(`SELECT 1/0 AS "${'x\n# y'.repeat(50)}" FROM "no\n${'z'.repeat(60)}"`)),
    );
    await expect(told).rejects.toThrow(/^The sentinel "s" cannot be asked: [^\n]{1,1000}\. Nothing was switched/);
  });
});
