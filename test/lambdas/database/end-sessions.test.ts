import '../stub/before-handlers.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/end-sessions/contract.ts';
import { handler } from '../../../lambdas/database/end-sessions/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const database = new Database();
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  since: NOW,
  connection: OWNER,
  host: database.host,
  port: database.port,
  applicationRoles: ['app'],
  reader: 'reader',
  readOnly: false,
  tried: 0,
  mustKnow: false,
  limitMinutes: 2,
  ...change,
});
const UNKNOWN = { known: false, ended: 0, gone: true, readOnly: false };

const opened: pg.Client[] = [];
const connect = async (user: string, password: string) => {
  const client = await database.session(user, password);
  opened.push(client);
  return client;
};
const prepare = async () => {
  database.playLogins();
  await database.openToWrites();
  await ledger.put('status', status());
};
beforeEach(prepare);
afterEach(async () => {
  await Promise.all(opened.splice(0).map((client) => client.end().catch(() => undefined)));
});
const sessionsOf = async (role: string) =>
  (await database.run(`SELECT pid FROM pg_stat_activity WHERE usename = '${role}'`)).length;

describe('end-sessions', () => {
  it("ends every session of the application, and nobody else's", async () => {
    await connect('app', 'a');
    await connect('app', 'a');
    await connect('reader', 'r');
    expect(await handler(input())).toEqual({ known: true, ended: 2, gone: true, readOnly: false });
    expect([await sessionsOf('app'), await sessionsOf('reader')]).toEqual([0, 1]);
  });

  it('does not wait for one after the other where they do not go', async () => {
    const pids: number[] = [];
    for (let n = 0; n < 4; n++)
      pids.push((await (await connect('app', 'a')).query('SELECT pg_backend_pid() AS pid')).rows[0].pid);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      const began = performance.now();
      expect(await handler(input())).toMatchObject({ ended: 4, gone: false });
      // Five seconds for each would be twenty.
      expect(performance.now() - began).toBeLessThan(15_000);
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
  });

  describe('of a stopped migration', () => {
    /** The task asks for something long, and is then stopped: its end of the connection is gone, as by SIGKILL. */
    const stoppedMigration = async () => {
      const { host, port } = database;
      const client = new pg.Client({
        ...{ host, port, user: 'survey_owner', password: 'o', database: 'survey' },
        application_name: 'knowngood-migration-sandbox',
      });
      client.on('error', () => undefined);
      await client.connect();
      client.query('UPDATE answers SET score = 100 FROM (SELECT pg_sleep(1.5)) AS long').catch(() => undefined);
      await expect
        .poll(() => database.run(`SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`))
        .toHaveLength(1);
      (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    };
    const migrated = async () => (await database.run('SELECT FROM answers WHERE score = 100')).length;
    afterEach(() => database.run('UPDATE answers SET score = 7').then(() => undefined));

    it('go on and commit, if nobody ends them: the harm', async () => {
      await stoppedMigration();
      await expect.poll(migrated, { timeout: 5_000 }).toBeGreaterThan(0);
    });

    it('end with the others, and alone where the application goes on: nothing commits any more', async () => {
      await connect('app', 'a');
      await stoppedMigration();
      expect(await handler(input({ applicationRoles: [] }))).toMatchObject({ ended: 1, gone: true });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect([await migrated(), await sessionsOf('app')]).toEqual([0, 1]);
    });
  });

  it('fails where a database that stays down must be known: SessionsLeft', async () => {
    const down = { ...(await nobody()), mustKnow: true };
    await expect(handler(input({ ...down, tried: 3 }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
    await expect(handler(input({ ...down, tried: 4 }))).rejects.toMatchObject(told('SessionsLeft', /No connection/));
  });

  it('closes a database that is left for good first: nobody comes back, and others only read', async () => {
    await connect('app', 'a');
    expect(await handler(input({ readOnly: true }))).toEqual({ known: true, ended: 1, gone: true, readOnly: true });
    await expect(connect('app', 'a')).rejects.toMatchObject({ code: '42501' });
    const reader = await connect('reader', 'r');
    await expect(reader.query('CREATE TEMP TABLE seen AS SELECT * FROM answers')).rejects.toThrow(/read-only/);
  });

  describe('while somebody connects again and again', () => {
    beforeEach(async () => {
      // As seen by the step: whatever session it ends, there is one.
      await database.run(`CREATE SCHEMA again; GRANT USAGE ON SCHEMA again TO survey_owner;
        CREATE FUNCTION again.pg_terminate_backend(int) RETURNS bool LANGUAGE sql AS 'SELECT true';
        ALTER ROLE survey_owner SET search_path = again, pg_catalog, public`);
      await connect('app', 'a');
    });
    afterEach(() => database.run('DROP SCHEMA again CASCADE; ALTER ROLE survey_owner RESET search_path'));

    it('says that they are not gone', async () => {
      expect(await handler(input())).toEqual({ known: true, ended: 1, gone: false, readOnly: false });
    });

    it('goes on in the end where the database is left for good: users wait behind the page', async () => {
      const late = moment({ now: later(3 * 60) });
      expect(await handler(input({ readOnly: true }))).toMatchObject({ gone: false });
      expect(await handler(input({ readOnly: true, moment: late }))).toMatchObject({ gone: true, readOnly: true });
      await database.openToWrites();
    });

    it('fails with TookTooLong in the end', async () => {
      const late = input({ moment: moment({ now: later(3 * 60) }) });
      await expect(handler(late)).rejects.toMatchObject(
        told('TookTooLong', /the last 1 sessions of app on 127.0.0.1 to end/),
      );
      expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
    });
  });

  it('without a configured connection knows nothing, and does nothing', async () => {
    expect(await handler(input({ connection: null }))).toEqual(UNKNOWN);
    expect(aws.calls).toEqual([]);
  });

  it('asks a database that is down again, then goes on without it; where it must answer, never', async () => {
    const down = await nobody();
    await expect(handler(input({ ...down, tried: 3 }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
    expect(await handler(input({ ...down, tried: 4 }))).toEqual(UNKNOWN);
    await expect(handler(input({ ...down, tried: null }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
  });

  it('of an execution that lost the environment ends nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await connect('app', 'a');
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(await sessionsOf('app')).toBe(1);
  });

  everyCall({
    prepare,
    run: () => handler(input({ readOnly: true })),
    calls: ['dynamodb:TransactWriteItems', 'secretsmanager:GetSecretValue', 'dynamodb:UpdateItem'],
    left: () => sessionsOf('app'),
  });
});
