import '../stub/before-handlers.ts';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportLostRows } from '../../../lambdas/database/lost-row-export.ts';
import { inFolder } from '../../../lambdas/database/lost-row-place.ts';
import { Database } from '../stub/database.ts';

/** `survey` is the quarantined database, `restored` what it was when the restore point was made. */
const database = new Database();
let folder: string;
const clients: pg.Client[] = [];
const open = async (name: string) => {
  const client = await database.session('survey_owner', 'o', name);
  clients.push(client);
  return client;
};
const SCHEMA = `CREATE SCHEMA t; CREATE TABLE t.nps (id int, day date, score int, note text, PRIMARY KEY (id, day));
  CREATE TABLE t.log (line text); CREATE TABLE t."Answer" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Text" text);
  INSERT INTO t.nps SELECT n, '2026-11-24', n % 10, 'before' FROM generate_series(1, 3000) n;
  INSERT INTO t."Answer" ("Text") VALUES ('first'), ('second'); GRANT USAGE ON SCHEMA t TO survey_owner;
  GRANT ALL ON ALL TABLES IN SCHEMA t TO survey_owner`;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'knowngood-lost-'));
  await database.run(SCHEMA);
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await database.runIn('postgres', 'DROP DATABASE IF EXISTS restored WITH (FORCE)');
  await database.run('DROP SCHEMA t CASCADE');
  rmSync(folder, { recursive: true });
});

/** The restore point; what follows is lost. */
async function restorePoint(): Promise<string> {
  const [row] = await database.run('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS id');
  await database.runIn('postgres', 'CREATE DATABASE restored TEMPLATE survey OWNER survey_owner');
  return String(row?.['id']);
}
const exported = async (transaction: string) =>
  await exportLostRows(
    { quarantined: await open('survey'), restored: await open('restored') },
    transaction,
    inFolder(folder),
  );
const file = (name: string) => readFileSync(join(folder, encodeURIComponent(name)), 'utf8');

describe('lost rows', () => {
  it('are those that only the quarantined database has: inserted, updated and deleted told apart', async () => {
    const transaction = await restorePoint();
    await database.run(`INSERT INTO t.nps VALUES (5000, '2026-11-25', 9, E'it''s, "new"\\nline');
      UPDATE t.nps SET score = 10, note = NULL WHERE id = 7; UPDATE t.nps SET score = score WHERE id = 8;
      DELETE FROM t.nps WHERE id = 9; INSERT INTO t."Answer" ("Text") VALUES ('third'); INSERT INTO t.log VALUES ('x')`);
    const { tables, not } = await exported(transaction);
    expect(tables).toMatchObject({
      't.nps': { inserted: 1, updated: 1, deleted: 1 },
      't.Answer': { inserted: 1, updated: 0, deleted: 0 },
    });
    expect(not).toEqual({ 't.log': 'it has no primary key, so its rows cannot be told apart' });
    expect(file('t.nps.csv')).toContain('inserted,"5000","2026-11-25","9","it\'s, ""new""\nline"\n');
    expect(file('t.nps.csv')).toContain('updated,"7","2026-11-24","10",\n');
    expect(file('t.nps.sql')).toContain(`-- DELETE FROM "t"."nps" WHERE "id" = '9' AND "day" = '2026-11-24';`);
  });

  it('are back when a person has run the SQL, and what users wrote meanwhile stays', async () => {
    const transaction = await restorePoint();
    await database.run(
      `INSERT INTO t."Answer" ("Text") VALUES ('third'), ('fourth'); UPDATE t."Answer" SET "Text" = '1st' WHERE id = 1`,
    );
    await database.runIn('restored', `INSERT INTO t."Answer" ("Text") VALUES ('of a user')`);
    await exported(transaction);
    await database.runIn('restored', file('t.Answer.sql'));
    const rows = await database.runIn('restored', 'SELECT "Text" AS text FROM t."Answer" ORDER BY id');
    expect(file('t.Answer.sql')).toContain(`-- conflict: UPDATE "t"."Answer" SET "Text" = 'third' WHERE "id" = '3';`);
    // The third was given out again before the sequence was moved: the user's row stands, and the export tells of the other.
    expect(rows.map(({ text }) => text)).toEqual(['1st', 'second', 'of a user', 'fourth']);
  });

  it('are found to the last of many, in batches', async () => {
    const transaction = await restorePoint();
    await database.run(`INSERT INTO t.nps SELECT n, '2026-11-25', 1, 'lost' FROM generate_series(1, 25000) n`);
    expect((await exported(transaction)).tables['t.nps']).toMatchObject({ inserted: 25_000, updated: 0, deleted: 0 });
    expect(file('t.nps.csv').split('\n')).toHaveLength(25_002);
  });

  it('of a database whose migration added and dropped columns are those of the columns both have', async () => {
    const transaction = await restorePoint();
    await database.run(`ALTER TABLE t.nps ADD COLUMN channel text, DROP COLUMN note;
      INSERT INTO t.nps VALUES (5000, '2026-11-25', 9, 'mail')`);
    expect((await exported(transaction)).tables['t.nps']).toMatchObject({ inserted: 1, updated: 0, deleted: 0 });
    expect(file('t.nps.csv')).toBe('"kind","id","day","score"\ninserted,"5000","2026-11-25","9"\n');
  });

  it('are found beside a transaction that is still open, whatever numbers it has taken', async () => {
    const transaction = await restorePoint();
    await database.run(`INSERT INTO t.nps VALUES (5000, '2026-11-25', 9, 'the first after the restore point')`);
    const open = await database.session('survey_owner', 'o');
    // Each block takes a number of its own: the newest one that has ended is many behind the newest that was given out.
    await open.query(`BEGIN; DO $$ BEGIN FOR n IN 1..50 LOOP
      BEGIN INSERT INTO t.nps VALUES (6000 + n, '2026-11-25', 9, 'never committed'); EXCEPTION WHEN unique_violation THEN NULL; END;
    END LOOP; END $$`);
    const { tables } = await exported(transaction);
    await open.end();
    expect(tables['t.nps']).toMatchObject({ inserted: 1, deleted: 0 });
  });

  it('are written once: a run that goes on leaves complete tables as they are', async () => {
    const transaction = await restorePoint();
    await database.run(`INSERT INTO t.nps VALUES (5000, '2026-11-25', 9, '')`);
    await exported(transaction);
    expect((await exported(transaction)).tables['t.nps']).toBeNull();
  });
});
