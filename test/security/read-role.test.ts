import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../lambdas/database/inspect-read-role/fitness.ts';
import { look } from '../../lambdas/database/inspect-read-role/look.ts';
import type { Sentinel } from '../../lambdas/model/environment.ts';
import { PostgresHost } from '../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';
import { createMaster } from '../../sandbox/services/rds/master.ts';

/** The role that sentinels and counts are asked as, on a real PostgreSQL: what makes it unfit is named, with the SQL that mends it. */
const MASTER = { user: 'survey_master', password: 'm', database: 'survey' };
const SENTINELS: readonly Sentinel[] = [
  { name: 'surveys are there', sql: 'SELECT count(*) FROM answers', expect: { atLeast: 0 } },
];
const TABLES = ['answers', 'public.surveys'];

let host: PostgresHost;
let server: PostgresServer;

const as = async <T>(user: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ host: '127.0.0.1', port: server.port, user, password: 'm', database: 'survey' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const run = (sql: string) => server.query(sql, [], 'survey');
const problems = (user = 'reader', tables = TABLES, sentinels = SENTINELS) =>
  as(user, async (client) => judge(await look(client, tables, sentinels)));

beforeAll(async () => {
  host = await PostgresHost.open();
  server = await host.create();
  await createMaster(server, MASTER);
  await as(MASTER.user, async (client) => {
    await client.query('CREATE TABLE surveys (id bigserial PRIMARY KEY, owner text)');
    await client.query('CREATE TABLE answers (id bigserial PRIMARY KEY, score int)');
    await client.query('CREATE SCHEMA private');
    await client.query('CREATE TABLE private.notes (id int)');
    await client.query('CREATE ROLE keepers');
    await client.query(`CREATE ROLE app LOGIN PASSWORD 'm'`);
    await client.query('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app');
    // As README tells.
    await client.query(`CREATE ROLE reader LOGIN PASSWORD 'm'`);
    await client.query('GRANT USAGE ON SCHEMA public TO reader');
    await client.query('GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader');
    await client.query('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader');
  });
  await run('CREATE TABLE private.kept (id int); ALTER TABLE private.kept OWNER TO keepers');
}, 60_000);
afterAll(() => host.close());

describe('a role that can only read', () => {
  it('is fit, for tables made later too', async () => {
    expect(await problems()).toEqual([]);
    await as(MASTER.user, (client) => client.query('CREATE TABLE later (id int)'));
    expect(await problems('reader', [...TABLES, 'later'])).toEqual([]);
  });

  it.each([
    [
      'the owner',
      MASTER.user,
      /may make roles \(CREATEROLE\).*owns \d+ object.*member of .*"pg_write_all_data", "rds_superuser".*CREATE on schema public/,
    ],
    ['the application', 'app', /role "app" has DELETE, INSERT, UPDATE on table public\.answers.*REVOKE/],
  ])('is not %s', async (_who, user, told) => {
    expect((await problems(user)).join('; ')).toMatch(told);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a column it may update',
      'GRANT UPDATE (score) ON answers TO reader',
      'REVOKE UPDATE (score) ON answers FROM reader',
      /has UPDATE on table public\.answers/,
    ],
    [
      'a trigger it may set',
      'GRANT TRIGGER ON answers TO reader',
      'REVOKE TRIGGER ON answers FROM reader',
      /has TRIGGER on table/,
    ],
    [
      'a sequence it may move',
      'GRANT USAGE ON SEQUENCE answers_id_seq TO reader',
      'REVOKE USAGE ON SEQUENCE answers_id_seq FROM reader',
      /has USAGE on sequence public\.answers_id_seq/,
    ],
    [
      'what everybody may',
      'GRANT INSERT ON answers TO PUBLIC',
      'REVOKE INSERT ON answers FROM PUBLIC',
      /has INSERT on table public\.answers.*PUBLIC/,
    ],
    [
      'a schema everybody may create in, as before PostgreSQL 15',
      'GRANT CREATE ON SCHEMA public TO PUBLIC',
      'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
      /has CREATE on schema public.*FROM PUBLIC/,
    ],
    [
      'schemas it may make',
      'GRANT CREATE ON DATABASE survey TO reader',
      'REVOKE CREATE ON DATABASE survey FROM reader',
      /has CREATE on database survey/,
    ],
    [
      'a table outside the configured ones',
      'GRANT USAGE ON SCHEMA private TO reader; GRANT DELETE ON private.notes TO reader',
      'REVOKE ALL ON private.notes FROM reader; REVOKE USAGE ON SCHEMA private FROM reader',
      /has DELETE on table private\.notes/,
    ],
    [
      'an owner it may become',
      'GRANT keepers TO reader',
      'REVOKE keepers FROM reader',
      /"keepers", which role "reader" may become, owns/,
    ],
    [
      'an owner it may become without inheriting',
      'GRANT keepers TO reader WITH INHERIT FALSE',
      'REVOKE keepers FROM reader',
      /"keepers", which role "reader" may become, owns/,
    ],
    [
      'membership in pg_write_all_data',
      'GRANT pg_write_all_data TO reader',
      'REVOKE pg_write_all_data FROM reader',
      /member of "pg_write_all_data"/,
    ],
    [
      'membership in pg_signal_backend',
      'GRANT pg_signal_backend TO reader',
      'REVOKE pg_signal_backend FROM reader',
      /member of "pg_signal_backend"/,
    ],
    ['making roles', 'ALTER ROLE reader CREATEROLE', 'ALTER ROLE reader NOCREATEROLE', /CREATEROLE/],
    ['replication', 'ALTER ROLE reader REPLICATION', 'ALTER ROLE reader NOREPLICATION', /REPLICATION/],
    ['being a superuser', 'ALTER ROLE reader SUPERUSER', 'ALTER ROLE reader NOSUPERUSER', /is a superuser/],
    [
      'a thing of its own',
      'ALTER TABLE private.notes OWNER TO reader',
      'ALTER TABLE private.notes OWNER TO survey_master',
      /owns 1 object/,
    ],
  ])('with %s is refused, and fit again without', async (_what, spoil, mend, told) => {
    await run(spoil);
    try {
      expect((await problems()).join('; ')).toMatch(told);
    } finally {
      await run(mend);
    }
    expect(await problems()).toEqual([]);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'a table it may not read',
      'REVOKE SELECT ON answers FROM reader',
      'GRANT SELECT ON answers TO reader',
      /may not read table "answers".*GRANT SELECT ON answers TO reader.*sentinel "surveys are there" cannot be asked.*permission denied/,
    ],
    [
      'a table that is gone',
      'ALTER TABLE answers RENAME TO answers_old',
      'ALTER TABLE answers_old RENAME TO answers',
      /table "answers" is not found by role "reader"/,
    ],
    [
      'rows hidden by row-level security',
      'ALTER TABLE answers ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE answers DISABLE ROW LEVEL SECURITY',
      /row-level security hides rows of table "answers"/,
    ],
    [
      'a policy that restricts',
      'ALTER TABLE answers ENABLE ROW LEVEL SECURITY; CREATE POLICY all_rows ON answers USING (true); CREATE POLICY good_ones ON answers AS RESTRICTIVE USING (score > 5)',
      'DROP POLICY good_ones ON answers; DROP POLICY all_rows ON answers; ALTER TABLE answers DISABLE ROW LEVEL SECURITY',
      /row-level security hides rows/,
    ],
  ])('that cannot read what it must is refused: %s', async (_what, spoil, mend, told) => {
    await run(spoil);
    try {
      expect((await problems()).join('; ')).toMatch(told);
    } finally {
      await run(mend);
    }
    expect(await problems()).toEqual([]);
  });

  it('may read as everybody who reads, through policies that let everything through, and past them', async () => {
    for (const [grant, revoke] of [
      ['GRANT pg_read_all_data TO reader', 'REVOKE pg_read_all_data FROM reader'],
      ['GRANT pg_monitor TO reader', 'REVOKE pg_monitor FROM reader'],
      [
        'ALTER TABLE answers ENABLE ROW LEVEL SECURITY; CREATE POLICY knowngood_reads ON answers FOR SELECT TO reader USING (true)',
        'DROP POLICY knowngood_reads ON answers; ALTER TABLE answers DISABLE ROW LEVEL SECURITY',
      ],
      [
        'ALTER TABLE answers ENABLE ROW LEVEL SECURITY; ALTER ROLE reader BYPASSRLS',
        'ALTER ROLE reader NOBYPASSRLS; ALTER TABLE answers DISABLE ROW LEVEL SECURITY',
      ],
    ] as const) {
      await run(grant);
      expect(await problems(), grant).toEqual([]);
      await run(revoke);
    }
  });

  it('is told of a schema it may not use, and of a sentinel that is none', async () => {
    expect((await problems('reader', ['private.notes'])).join()).toMatch(/GRANT USAGE ON SCHEMA private TO reader/);
    const broken = [{ name: 's', sql: 'SELECT answer FROM answers', expect: { equals: '0' } }];
    expect((await problems('reader', TABLES, broken)).join()).toMatch(
      /sentinel "s" cannot be asked.*"answer" does not/,
    );
  });

  it('is what the SQL of README makes of it', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const sql = /^```sql\n([\s\S]*?)^```/m.exec(readme)?.[1] ?? '';
    expect(sql).toContain('CREATE ROLE knowngood_reader');
    await as(MASTER.user, (client) => client.query(sql.replace('a long random one', 'm')));
    expect(await problems('knowngood_reader')).toEqual([]);
    // Without the line about what migrations make later, the next release would be refused.
    await as(MASTER.user, (client) => client.query('CREATE TABLE even_later (id int)'));
    expect(await problems('knowngood_reader', [...TABLES, 'even_later'])).toEqual([]);
  });

  it('is not named at length: with hundreds of tables to write to, five are', async () => {
    await run(
      `DO $$ BEGIN FOR n IN 1..200 LOOP EXECUTE format('CREATE TABLE many_%s (id int)', n); EXECUTE format('GRANT INSERT ON many_%s TO reader', n); END LOOP; END $$`,
    );
    expect(await problems()).toHaveLength(5);
  });
});
