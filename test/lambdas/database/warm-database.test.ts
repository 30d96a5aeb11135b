import '../stub/before-handlers.ts';
import pg from 'pg';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Input } from '../../../lambdas/database/warm-database/contract.ts';
import { handler } from '../../../lambdas/database/warm-database/handler.ts';
import { NOT_WARMED, type Warmth } from '../../../lambdas/model/warmth.ts';
import { NOW } from '../records.ts';
import { Database, nobody, OWNER, READER } from '../stub/database.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';

const QUERY = pg.Client.prototype.query;
const database = new Database();
const instance = () =>
  liveInstance({ DBInstanceIdentifier: 'survey-kg-1', Endpoint: { Address: database.host, Port: database.port } });

beforeAll(async () => {
  await database.as(
    'survey_owner',
    'o',
    `CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY, day int, note text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
     CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (100);
     CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM (100) TO (200);
     ALTER TABLE visits_1 ALTER note SET STORAGE EXTERNAL;
     INSERT INTO visits (day, note) SELECT n % 200, repeat('x', 3000) FROM generate_series(1, 2000) n;
     CREATE INDEX by_note ON visits_1 (md5(note)); CREATE TABLE "Empty" (id int)`,
  );
}, 120_000);

const databases = new Databases();
beforeEach(() => {
  database.playLogins();
  databases.instances[0] = instance();
  databases.play();
});
afterEach(() => vi.restoreAllMocks());

const TABLES = ['answers', 'visits', '"Empty"'];
const input = (change: Partial<Input> = {}): Input => ({
  ...{ moment: { now: NOW, redrivenAt: null }, since: NOW, connection: OWNER, instance: 'survey-kg-1', tables: TABLES },
  ...{ warmth: NOT_WARMED, pointer: null, kept: false, limitMinutes: 5 },
  ...change,
});
/** Bytes of everything that the configured tables have. */
const size = async (): Promise<number> =>
  Number(
    (
      await database.run(
        `SELECT sum(pg_total_relation_size(c.oid) - pg_relation_size(c.oid, 'vm') - pg_relation_size(c.oid, 'fsm')) AS n FROM pg_class c WHERE relname IN ('answers', 'visits_1', 'visits_2')`,
      )
    )[0]?.['n'],
  );
const extensions = async (): Promise<number> =>
  (await database.run(`SELECT FROM pg_extension WHERE extname = 'pg_prewarm'`)).length;

describe('the configured tables of a restored database', () => {
  it('are read as a whole by pg_prewarm, with partitions, indexes and long values, and nothing of ours stays', async () => {
    await database.run('GRANT CREATE ON DATABASE survey TO survey_owner; ALTER ROLE survey_owner SUPERUSER');
    try {
      const { again, warmth } = await handler(input());
      expect({ again, ...warmth }).toMatchObject({
        ...{ again: false, done: true, by: 'pg_prewarm', left: 0, cold: [], refused: [], filled: null, ended: null },
      });
      expect(warmth.warmed).toBeGreaterThan((await size()) * 0.95);
      expect(await extensions()).toBe(0);
    } finally {
      await database.run('ALTER ROLE survey_owner NOSUPERUSER');
    }
  });

  it('are read by queries where the extension may not be created; what only the extension reads is named', async () => {
    const { again, warmth } = await handler(input());
    expect({ again, done: warmth.done, by: warmth.by, left: warmth.left }).toEqual({
      ...{ again: false, done: true, by: 'reads', left: 0 },
    });
    expect(warmth.refused).toContainEqual({ relation: 'public.by_note', why: 'no-order', detail: null });
    expect(warmth.refused.filter(({ why }) => why === 'long-values').length).toBeGreaterThan(0);
    expect(await extensions()).toBe(0);
  });

  it('are named where the login may not read them', async () => {
    await database.run(`CREATE TABLE private (id int); INSERT INTO private VALUES (1)`);
    const { again, warmth } = await handler(input({ tables: ['private'], connection: READER }));
    expect({ again, done: warmth.done, warmed: warmth.warmed }).toEqual({ again: false, done: true, warmed: 0 });
    expect(warmth.refused).toEqual([
      { relation: 'public.private', why: 'refused', detail: expect.stringContaining('permission denied') },
    ]);
  });

  it('are gone on with in the next look, from where the last one ended', async () => {
    const real = performance.now.bind(performance);
    const ahead = { ms: 0 };
    vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead.ms);
    const query = vi.spyOn(pg.Client.prototype, 'query');
    query.mockImplementation(function (this: pg.Client, ...given: unknown[]) {
      // Each read takes as long as cold storage would.
      if (/ctid|OFFSET 0/.test(String(given[0]))) ahead.ms += 9_000;
      return Reflect.apply(QUERY, this, given);
    } as never);
    let seen: { again: boolean; warmth: Warmth } = await handler(input());
    expect(seen).toMatchObject({ again: true, warmth: { done: false, ended: null } });
    const places = [seen.warmth.at];
    for (let looks = 0; seen.again && looks < 50; looks++) {
      seen = await handler(input({ warmth: seen.warmth }));
      places.push(seen.warmth.at);
    }
    expect(seen.warmth).toMatchObject({ done: true, left: 0 });
    expect(new Set(places.map((at) => JSON.stringify(at))).size).toBe(places.length);
  });

  it('are looked at again after a time-out: what was read stays warm', async () => {
    let late = 2;
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
      if (/ctid/.test(String(given[0])) && late-- > 0)
        return Promise.reject(
          Object.assign(new pg.DatabaseError('canceling statement due to statement timeout', 0, 'error'), {
            code: '57014',
          }),
        );
      return Reflect.apply(QUERY, this, given);
    } as never);
    expect((await handler(input({ tables: ['answers'] }))).warmth).toMatchObject({ done: true, refused: [] });
    expect(late).toBeLessThan(0);
  });
});

describe('warming ends, and stops nothing', () => {
  const LATER = '2099-01-01T00:00:00.000Z';
  it.each<[string, Partial<Input>, Partial<Warmth>]>([
    ['when it is switched off', { limitMinutes: 0 }, { ended: { why: 'off', detail: null } }],
    ['without a connection', { connection: null }, { ended: { why: 'no-connection', detail: null } }],
    [
      'when the instance is not there',
      { instance: 'survey-kg-2' },
      { ended: { why: 'failed', detail: expect.stringContaining('no instance survey-kg-2') } },
    ],
    [
      'when nobody is let in for the whole time',
      { connection: { ...OWNER, database: 'nowhere' }, moment: { now: LATER, redrivenAt: null } },
      { ended: { why: 'failed', detail: expect.stringContaining('nowhere') } },
    ],
  ])('%s', async (_when, change, expected) => {
    const { again, warmth } = await handler(input(change));
    expect(again).toBe(false);
    expect(warmth).toMatchObject(expected);
  });

  it('when the time is over: what is left is told, and by its name', async () => {
    const query = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...given: unknown[]
    ) {
      if (/ctid|OFFSET 0/.test(String(given[0])))
        return Promise.reject(Object.assign(new pg.DatabaseError('timeout', 0, 'error'), { code: '57014' }));
      return Reflect.apply(QUERY, this, given);
    } as never);
    const ms = { now: 0 };
    vi.spyOn(performance, 'now').mockImplementation(() => {
      ms.now += 500;
      return ms.now;
    });
    const { again, warmth } = await handler(input({ tables: ['answers'], moment: { now: LATER, redrivenAt: null } }));
    expect(query).toHaveBeenCalled();
    expect({ again, ...warmth }).toMatchObject({
      ...{ again: false, done: false, cold: ['answers'], ended: { why: 'time', detail: null } },
    });
    expect(warmth.left).toBeGreaterThan(0);
  });

  it('goes on when the database does not answer for a moment', async () => {
    databases.instances[0] = liveInstance({
      ...instance(),
      Endpoint: { Address: database.host, Port: (await nobody()).port },
    });
    expect(await handler(input())).toEqual({ again: true, warmth: NOT_WARMED, waitSeconds: 30 });
  });

  it('without anything to read, when RDS has filled the volume', async () => {
    databases.instances[0] = {
      ...instance(),
      ...{ StorageOperationStatus: 'Initializing', StorageOperationPercentProgress: 31 },
    };
    const seen = await handler(input({ connection: null }));
    // RDS takes hours: a look each second would fill the history of the execution.
    expect(seen).toMatchObject({ again: true, waitSeconds: 30, warmth: { filled: 31, done: false } });
    databases.instances[0] = instance();
    expect(await handler(input({ connection: null, warmth: seen.warmth }))).toMatchObject({
      again: false,
      warmth: { filled: null },
    });
  });

  it('of a database that users have left', async () => {
    parameters(new Map([['/host', 'elsewhere']]));
    const pointer = { parameter: '/host', format: 'host' } as const;
    expect((await handler(input({ pointer }))).warmth.ended).toEqual({ why: 'elsewhere', detail: null });
    parameters(new Map([['/host', database.host]]));
    expect((await handler(input({ pointer }))).warmth.done).toBe(true);
  });

  it('twice the same look reads twice, and changes nothing', async () => {
    const once = await handler(input({ connection: { ...READER } }));
    expect(await handler(input({ connection: { ...READER } }))).toMatchObject({ warmth: { by: once.warmth.by } });
  });
});
