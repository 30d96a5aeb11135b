import '../stub/before-handlers.ts';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { liftQuarantine, quarantine } from '../../../lambdas/database/quarantine.ts';
import { Database } from '../stub/database.ts';

const database = new Database();
const AS = { roles: ['app', 'app-worker'], reader: 'reader' };
const opened: pg.Client[] = [];
const connect = async (user: string, password: string, name = 'survey') => {
  const client = await database.session(user, password, name);
  opened.push(client);
  return client;
};
let owner: pg.Client;
beforeEach(async () => {
  await database.openToWrites();
  await database.run(`CREATE ROLE "app-worker" LOGIN PASSWORD 'w'; CREATE ROLE crm LOGIN PASSWORD 'c'`);
  await database.run('CREATE DATABASE "billing-br" OWNER survey_owner');
  await database.run('GRANT CONNECT ON DATABASE survey TO "app-worker"');
  owner = await connect('survey_owner', 'o');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end().catch(() => undefined)));
  await database.openToWrites();
  await database.run('DROP DATABASE IF EXISTS "billing-br" WITH (FORCE)');
  await database.run('REVOKE CONNECT ON DATABASE survey FROM "app-worker"');
  await database.run('DROP ROLE "app-worker"; DROP ROLE crm');
});
/** Everything of the databases that a quarantine may change. */
const state = () =>
  database.run(`SELECT d.datname, (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(coalesce(d.datacl, acldefault('d', d.datdba))) a) AS acl,
    shobj_description(d.oid, 'pg_database') AS comment, s.setconfig
    FROM pg_database d LEFT JOIN pg_db_role_setting s ON s.setdatabase = d.oid AND s.setrole = 0 ORDER BY 1`);

describe('a quarantine', () => {
  it('by the setting alone is a hint: whoever may connect undoes it with one statement', async () => {
    await owner.query('ALTER DATABASE survey SET default_transaction_read_only = on');
    const app = await connect('app', 'a');
    await app.query('SET default_transaction_read_only = off');
    await expect(app.query('UPDATE answers SET score = score')).resolves.toBeDefined();
  });

  it.each([
    ['the application', 'app', 'a', 'survey'],
    ['another of its roles, with a right of its own', 'app-worker', 'w', 'survey'],
    ['it, in another database', 'app', 'a', 'billing-br'],
    ['anybody that nobody named', 'crm', 'c', 'survey'],
  ])('lets in no more: %s', async (_who, user, password, name) => {
    await quarantine(owner, AS);
    await expect(connect(user, password, name)).rejects.toMatchObject({ code: '42501' });
  });

  it('lets in its owner and the role that counts, and they read', async () => {
    expect(await quarantine(owner, AS)).toMatchObject({ closed: true });
    const reader = await connect('reader', 'r');
    expect((await reader.query('SELECT count(*)::int AS n FROM answers')).rows).toEqual([{ n: 3 }]);
    const again = await connect('survey_owner', 'o');
    await expect(again.query('DELETE FROM answers')).rejects.toThrow(/read-only transaction/);
  });

  it('tells what it may not close, and closes the rest', async () => {
    await database.run('ALTER DATABASE "billing-br" OWNER TO CURRENT_USER');
    const { closed, notClosed } = await quarantine(owner, AS);
    expect(closed).toBe(true);
    expect(notClosed).toContain('billing-br: must be owner of database billing-br');
    await expect(connect('app', 'a')).rejects.toMatchObject({ code: '42501' });
  });

  it('tells who still may connect: a member of the owner', async () => {
    await database.run('GRANT survey_owner TO app');
    const { notClosed } = await quarantine(owner, AS);
    await database.runIn('template1', 'REVOKE survey_owner FROM app');
    expect(notClosed).toContain('survey: app may still connect');
  });

  it('tells of every other role that may, whoever named it, and of none that is shut out', async () => {
    await database.run('GRANT survey_owner TO crm');
    const { closed, notClosed } = await quarantine(owner, AS);
    // The harm of what nobody hears of: it connects, and undoes the read-only setting.
    const crm = await connect('crm', 'c');
    await crm.query('SET default_transaction_read_only = off');
    await expect(crm.query('UPDATE answers SET score = score')).resolves.toBeDefined();
    await database.runIn('template1', 'REVOKE survey_owner FROM crm');
    expect(closed).toBe(true);
    expect(notClosed).toEqual(['billing-br', 'postgres', 'survey'].map((name) => `${name}: crm may still connect`));
    expect((await quarantine(owner, AS)).notClosed).toEqual([]);
  });

  it('names ten of many, and how many more', async () => {
    const roles = Array.from({ length: 12 }, (_, n) => `member_${String(n).padStart(2, '0')}`);
    await database.run(roles.map((name) => `CREATE ROLE ${name} LOGIN IN ROLE survey_owner`).join(';'));
    const { notClosed } = await quarantine(owner, AS);
    await database.runIn('template1', roles.map((name) => `DROP ROLE ${name}`).join(';'));
    expect(notClosed).toContain(`survey: ${roles.slice(0, 10).join(', ')}, and 2 more may still connect`);
  });

  it('made twice is made once, and lifted leaves everything as it was, words of others included', async () => {
    await owner.query(`COMMENT ON DATABASE survey IS 'the team''s own words'`);
    const before = await state();
    await quarantine(owner, AS);
    const once = await state();
    await quarantine(owner, AS);
    expect(await state()).toEqual(once);
    expect(once).not.toEqual(before);
    await liftQuarantine(owner);
    expect(await state()).toEqual(before);
    await liftQuarantine(owner);
    expect(await state()).toEqual(before);
    await expect(connect('app-worker', 'w')).resolves.toBeDefined();
  });
});
