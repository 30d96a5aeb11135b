import '../stub/before-handlers.ts';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countWrites } from '../../../lambdas/database/counts.ts';
import { lostWrites } from '../../../lambdas/database/lost-writes.ts';
import { countRows } from '../../../lambdas/database/row-counts.ts';
import type { Elsewhere } from '../../../lambdas/database/sql.ts';
import type { LostWrites, WriteCounts } from '../../../lambdas/model/writes.ts';
import { NOW } from '../records.ts';
import { Database } from '../stub/database.ts';
import { scopeOf } from '../writes.ts';

const database = new Database();
/** Everything a test makes stands in a schema of its own. */
let client: pg.Client;
beforeEach(async () => {
  await database.run('CREATE SCHEMA t AUTHORIZATION survey_owner; ALTER ROLE survey_owner SET search_path TO t');
  client = await database.session('survey_owner', 'o');
});
afterEach(async () => {
  await client.end();
  await database.run('DROP SCHEMA t CASCADE');
});

/** A session's counters are there when it has ended. */
const write = (sql: string) => database.as('survey_owner', 'o', sql);
const elsewhere: Elsewhere = async (name, work) => {
  const other = await database.session('survey_owner', 'o', name);
  return await work(other).finally(() => other.end());
};
const count = (...tables: string[]): Promise<WriteCounts> => countWrites(client, elsewhere, scopeOf(...tables), NOW);
/** Counts once no counter moves any more: a session that has ended tells its own a moment later. */
async function settled(table: string): Promise<WriteCounts> {
  let before = await count(table);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await count(table);
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
  }
}

/** What is lost of `table` by `between`, on what `given` has made. */
async function lost(table: string, given: string, between: string): Promise<LostWrites> {
  await write(given);
  const baseline = await settled(table);
  await write(between);
  return lostWrites(baseline, await settled(table));
}

const PARTED = `
  CREATE TABLE answers (id int, day int) PARTITION BY RANGE (day);
  CREATE TABLE answers_1 PARTITION OF answers FOR VALUES FROM (1) TO (2);
  CREATE TABLE answers_2 PARTITION OF answers FOR VALUES FROM (2) TO (3) PARTITION BY RANGE (id);
  CREATE TABLE answers_2_low PARTITION OF answers_2 FOR VALUES FROM (0) TO (100);
  CREATE TABLE answers_2_high PARTITION OF answers_2 FOR VALUES FROM (100) TO (1000);
  INSERT INTO answers VALUES (1, 1), (2, 1), (3, 2), (300, 2);`;
const INHERITED = `
  CREATE TABLE answers (id int);
  CREATE TABLE archived (at date) INHERITS (answers);
  CREATE TABLE sealed () INHERITS (archived);
  INSERT INTO answers VALUES (1); INSERT INTO archived VALUES (2);`;
const PLAIN = 'CREATE TABLE answers (id int); INSERT INTO answers VALUES (1), (2), (3);';

describe('lost writes are counted exactly', () => {
  it.each<[string, string, string, string, [inserted: number, updated: number, deleted: number]]>([
    [
      'of a table',
      'answers',
      PLAIN,
      'INSERT INTO answers VALUES (4), (5); UPDATE answers SET id = 9 WHERE id = 1; DELETE FROM answers WHERE id = 2',
      [2, 1, 1],
    ],
    ['of a table of another schema', 't.answers', PLAIN, 'INSERT INTO answers VALUES (4)', [1, 0, 0]],
    [
      'of a name in capitals',
      '"Answers"',
      'CREATE TABLE "Answers" (id int)',
      'INSERT INTO "Answers" VALUES (4)',
      [1, 0, 0],
    ],
    ['of none', 'answers', PLAIN, 'SELECT 1', [0, 0, 0]],
    [
      'of a partitioned table, on every level',
      'answers',
      PARTED,
      'INSERT INTO answers VALUES (4, 1), (5, 2), (500, 2); UPDATE answers SET id = id + 1 WHERE id IN (1, 3); DELETE FROM answers WHERE id = 300',
      [3, 2, 1],
    ],
    [
      'of a partition that is written to by its own name',
      'answers',
      PARTED,
      'INSERT INTO answers_1 VALUES (4, 1); INSERT INTO answers_2_high VALUES (400, 2)',
      [2, 0, 0],
    ],
    ['of one partition', 'answers_1', PARTED, 'INSERT INTO answers VALUES (4, 1), (5, 2)', [1, 0, 0]],
    [
      'of a branch of partitions',
      'answers_2',
      PARTED,
      'INSERT INTO answers VALUES (4, 1), (5, 2), (500, 2)',
      [2, 0, 0],
    ],
    [
      'of a partition that was made since',
      'answers',
      PARTED,
      'CREATE TABLE answers_3 PARTITION OF answers FOR VALUES FROM (3) TO (4); INSERT INTO answers VALUES (6, 3), (7, 3)',
      [2, 0, 0],
    ],
    [
      'of a partition that was detached and attached again',
      'answers',
      PARTED,
      'ALTER TABLE answers DETACH PARTITION answers_1; INSERT INTO answers_1 VALUES (4, 1); ALTER TABLE answers ATTACH PARTITION answers_1 FOR VALUES FROM (1) TO (2)',
      [1, 0, 0],
    ],
    [
      'of a partitioned table that has no partition',
      'answers',
      'CREATE TABLE answers (id int) PARTITION BY LIST (id)',
      'SELECT 1',
      [0, 0, 0],
    ],
    [
      'of what inherits, on every level',
      'answers',
      INHERITED,
      'INSERT INTO answers VALUES (4); INSERT INTO archived VALUES (5); INSERT INTO sealed VALUES (6); UPDATE answers SET id = id',
      [3, 5, 0],
    ],
    [
      'of what inherits since',
      'answers',
      INHERITED,
      'CREATE TABLE newer () INHERITS (answers); INSERT INTO newer VALUES (7)',
      [1, 0, 0],
    ],
  ])('%s', async (_what, table, given, between, [inserted, updated, deleted]) => {
    const tables = { [table]: { inserted, updated, deleted } };
    expect(await lost(table, given, between)).toMatchObject({
      known: true,
      tables,
      databases: ['postgres', 'survey', 'template1'],
    });
  });

  it('and never less than that: a table that is attached brings along what was written to it before', async () => {
    const given = `${PARTED} CREATE TABLE answers_3 (id int, day int); INSERT INTO answers_3 VALUES (8, 3), (9, 3)`;
    const between =
      'INSERT INTO answers_3 VALUES (10, 3); ALTER TABLE answers ATTACH PARTITION answers_3 FOR VALUES FROM (3) TO (4)';
    expect(await lost('answers', given, between)).toMatchObject({ known: true, total: 3 });
  });

  it('and the rows of a partitioned table are those of all its partitions', async () => {
    await write(PARTED);
    expect(await settled('answers')).toMatchObject({ tables: { answers: { inserted: 4 } } });
    const rows = await countRows(client, elsewhere, { database: 'survey', tables: ['answers', 'surveys'] });
    expect(rows).toEqual({ answers: 4, surveys: null });
  });

  it('has rows of its tables only as far as they can be counted within the time that is left', async () => {
    await write(PLAIN);
    const other = await database.session('survey_owner', 'o');
    await other.query('BEGIN; LOCK TABLE answers IN ACCESS EXCLUSIVE MODE');
    const began = Date.now();
    // All but a tenth of a second of it is over when the table's turn comes.
    const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValue(9_900);
    try {
      expect(await countRows(client, elsewhere, { database: 'survey', tables: ['answers'] })).toEqual({
        answers: null,
      });
      expect(Date.now() - began).toBeLessThan(5_000);
    } finally {
      clock.mockRestore();
      await other.end();
    }
  });
});

describe('lost writes are unknown, never zero', () => {
  const FOREIGN =
    'CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER nowhere FOREIGN DATA WRAPPER nothing; GRANT USAGE ON FOREIGN SERVER nowhere TO survey_owner';
  const ELSEWHERE = 'FOREIGN TABLE answers_3 PARTITION OF answers FOR VALUES FROM (3) TO (4) SERVER nowhere';
  beforeEach(() => database.run(FOREIGN));
  afterEach(() => database.run('DROP FOREIGN DATA WRAPPER nothing CASCADE'));

  it.each<[string, string, string, RegExp]>([
    ['a view', 'seen', `${PLAIN} CREATE VIEW seen AS SELECT * FROM answers`, /seen is no table of this database/],
    [
      'a view with rows of its own',
      'kept',
      `${PLAIN} CREATE MATERIALIZED VIEW kept AS SELECT * FROM answers`,
      /kept is no table/,
    ],
    ['a foreign table', 'elsewhere', 'CREATE FOREIGN TABLE elsewhere (id int) SERVER nowhere', /elsewhere is no table/],
    [
      'a partitioned table with a foreign partition',
      'answers',
      `${PARTED} CREATE ${ELSEWHERE}`,
      /answers_3 is no table/,
    ],
    [
      'what a foreign table inherits from',
      'answers',
      `${PLAIN} CREATE FOREIGN TABLE elsewhere () INHERITS (answers) SERVER nowhere`,
      /elsewhere is no table/,
    ],
    [
      'an unlogged table',
      'answers',
      'CREATE UNLOGGED TABLE answers (id int)',
      /answers is not logged, and is empty after a restore/,
    ],
    [
      'a partitioned table with an unlogged partition',
      'answers',
      `${PARTED} CREATE UNLOGGED TABLE answers_3 PARTITION OF answers FOR VALUES FROM (3) TO (4)`,
      /answers_3 is not logged/,
    ],
    ['a sequence', 'ids', 'CREATE SEQUENCE ids', /ids is no table/],
    ['an index', 'by_id', `${PLAIN} CREATE INDEX by_id ON answers (id)`, /by_id is no table/],
    ['a table of PostgreSQL itself', 'pg_class', 'SELECT 1', /pg_class is a table of PostgreSQL itself/],
    ['a name that is nothing', 'surveys', 'SELECT 1', /there is no table of that name/],
    [
      'a name that is in capitals only when quoted',
      'Answers',
      'CREATE TABLE "Answers" (id int)',
      /there is no table of that name/,
    ],
  ])('of %s', async (_what, table, given, why) => {
    const answer = await lost(table, given, 'SELECT 1');
    expect(answer).toEqual({ known: false, why: expect.stringMatching(why) });
    expect(answer).toMatchObject({ why: expect.stringContaining(`writes to ${table} cannot be counted`) });
  });

  it.each<[string, string, string, RegExp]>([
    ['a partition was detached', PARTED, 'ALTER TABLE answers DETACH PARTITION answers_1', /lost a partition/],
    [
      'a partition was detached on a lower level',
      PARTED,
      'ALTER TABLE answers_2 DETACH PARTITION answers_2_low',
      /lost a partition/,
    ],
    ['a partition was dropped', PARTED, 'DROP TABLE answers_1', /lost a partition/],
    ['a branch of partitions was dropped', PARTED, 'DROP TABLE answers_2', /lost a partition/],
    ['a partition was emptied', PARTED, 'TRUNCATE answers_2_low', /truncated or rewritten/],
    ['all partitions were emptied', PARTED, 'TRUNCATE answers', /truncated or rewritten/],
    ['a foreign partition was attached', PARTED, `CREATE ${ELSEWHERE}`, /answers_3 is no table/],
    ['what inherits does so no more', INHERITED, 'ALTER TABLE archived NO INHERIT answers', /lost a partition/],
    ['what inherits was emptied', INHERITED, 'TRUNCATE sealed', /truncated or rewritten/],
    ['it was emptied', PLAIN, 'TRUNCATE answers', /truncated or rewritten/],
    ['it was rewritten', PLAIN, 'ALTER TABLE answers ALTER id TYPE bigint', /truncated or rewritten/],
    ['it became unlogged', PLAIN, 'ALTER TABLE answers SET UNLOGGED', /is not logged/],
    ['it is gone', PLAIN, 'DROP TABLE answers', /there is no table of that name/],
    ['another has its name', PLAIN, 'DROP TABLE answers; CREATE TABLE answers (id int)', /not the one counted/],
    [
      'a view has its name',
      PLAIN,
      'ALTER TABLE answers RENAME TO old; CREATE VIEW answers AS SELECT * FROM old',
      /answers is no table/,
    ],
  ])('where %s in between', async (_what, given, between, why) => {
    expect(await lost('answers', given, between)).toEqual({ known: false, why: expect.stringMatching(why) });
  });
});
