import '../stub/before-handlers.ts';
import { InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/quarantine-database/contract.ts';
import { handler } from '../../../lambdas/database/quarantine-database/handler.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const database = new Database();
let databases: Databases;
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  work: 'rb1',
  instance: 'survey',
  host: database.host,
  port: database.port,
  connection: OWNER,
  applicationRoles: ['app'],
  reader: 'reader',
  tried: 0,
  ...change,
});
const TAGS = [
  { Key: 'team', Value: 'survey' },
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:work', Value: 'rb1' },
  { Key: 'knowngood:purpose', Value: 'quarantined' },
];

const prepare = async () => {
  database.playLogins();
  await database.openToWrites();
  databases = new Databases([liveInstance({ TagList: [{ Key: 'team', Value: 'survey' }] })]);
  databases.play();
  await ledger.put('status', status());
};
beforeEach(prepare);
const tags = () => databases.instances[0]?.TagList;
/** As the role that counts finds it, which may connect in any case. */
const readOnly = async () => {
  const client = await database.session('reader', 'r');
  const { rows } = await client.query<{ on: string }>(`SELECT current_setting('transaction_read_only') AS on`);
  await client.end();
  return rows[0]?.on === 'on';
};

describe('quarantine-database', () => {
  it('makes it read-only, ends the sessions of the application and marks it', async () => {
    const app = await database.session();
    expect(await handler(input())).toEqual({ readOnly: true, sessions: 0, notClosed: [] });
    await expect(app.query('SELECT 1')).rejects.toThrow();
    expect(await readOnly()).toBe(true);
    expect(tags()).toEqual(TAGS);
  });

  describe('where pg_cron runs jobs inside it', () => {
    /** No package offers the extension: its table, as it makes it, and its setting, which stands for the loaded library. */
    const withJobs = async (owner = 'survey_owner') => {
      await database.run(`CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigserial PRIMARY KEY, schedule text, command text,
        nodename text, nodeport int, database text, username text DEFAULT current_user, active boolean DEFAULT true, jobname name);
        INSERT INTO cron.job (jobname, database, username, active) VALUES ('nightly', 'survey', 'survey_owner', true),
          ('of the application', 'survey', 'app', true), ('asleep', 'survey', 'survey_owner', false);
        INSERT INTO cron.job (database, username) VALUES ('postgres', 'survey_owner');
        ALTER TABLE cron.job OWNER TO ${owner}; GRANT USAGE ON SCHEMA cron TO survey_owner`);
      await database.run(`ALTER ROLE survey_owner SET cron.database_name = 'survey'`);
    };
    afterEach(async () => {
      await database.runIn('template1', 'ALTER ROLE survey_owner RESET cron.database_name');
      await database.openToWrites();
      await database.run('DROP SCHEMA IF EXISTS cron CASCADE; GRANT rds_superuser TO survey_owner WITH ADMIN OPTION');
    });

    it('tells which may still run: those of a role that may still connect', async () => {
      await withJobs();
      expect((await handler(input())).notClosed).toEqual([
        'pg_cron: the job nightly of survey_owner in survey may still run',
        'pg_cron: the job 4 of survey_owner in postgres may still run',
      ]);
    });

    it('tells that it may not read them, or not all, and closes the database all the same', async () => {
      await withJobs('rdsadmin');
      await database.run('REVOKE rds_superuser FROM survey_owner; GRANT pg_signal_backend TO survey_owner');
      expect(await handler(input())).toMatchObject({
        ...{
          readOnly: true,
          notClosed: ['pg_cron: its jobs in survey could not be read: permission denied for table job'],
        },
      });
      await database.openToWrites();
      await database.run(`GRANT SELECT ON cron.job TO survey_owner; ALTER TABLE cron.job ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON cron.job USING (username = CURRENT_USER)`);
      expect((await handler(input())).notClosed.at(-1)).toBe(
        'pg_cron: jobs of other roles are not shown to survey_owner',
      );
    });

    it('looks in the database of its jobs, and tells of none where the extension was not made', async () => {
      await database.run(`ALTER ROLE survey_owner SET cron.database_name = 'postgres'`);
      expect((await handler(input())).notClosed).toEqual([]);
      await database.openToWrites();
      await database.run(`ALTER ROLE survey_owner SET cron.database_name = 'gone'`);
      expect((await handler(input())).notClosed).toEqual([
        expect.stringMatching(/^pg_cron: its jobs in gone could not be read: .*"gone" does not exist/),
      ]);
    });
  });

  it('closes it to writes before the tag, which RDS may refuse', async () => {
    aws.fails('rds:AddTagsToResource', () => new InvalidDBInstanceStateFault({ message: 'busy', $metadata: {} }));
    await expect(handler(input())).rejects.toMatchObject(told('InvalidDBInstanceStateFault'));
    expect(await readOnly()).toBe(true);
  });

  it('without a configured connection marks it only', async () => {
    expect(await handler(input({ connection: null }))).toEqual({ readOnly: false, sessions: 0, notClosed: [] });
    expect(await readOnly()).toBe(false);
    expect(tags()).toEqual(TAGS);
  });

  it('asks a database that is down again, then marks it only', async () => {
    const down = await nobody();
    await expect(handler(input({ ...down, tried: 3 }))).rejects.toMatchObject(told('TemporarilyUnavailable'));
    expect(tags()).toHaveLength(1);
    expect(await handler(input({ ...down, tried: 4 }))).toEqual({ readOnly: false, sessions: 0, notClosed: [] });
    expect(tags()).toEqual(TAGS);
  });

  it('asks RDS again for an instance it does not show, then leaves it without the mark', async () => {
    databases.instances.length = 0;
    await expect(handler(input())).rejects.toMatchObject(
      told('TemporarilyUnavailable', /does not know the replaced database survey/),
    );
    expect(await handler(input({ tried: 4 }))).toEqual({ readOnly: true, sessions: 0, notClosed: [] });
  });

  it('of an execution that lost the environment closes nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(await readOnly()).toBe(false);
    expect(tags()).toHaveLength(1);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: [
      'dynamodb:TransactWriteItems',
      'secretsmanager:GetSecretValue',
      'rds:DescribeDBInstances',
      'rds:AddTagsToResource',
      'dynamodb:UpdateItem',
    ],
    left: async () => ({ tags: tags(), readOnly: await readOnly() }),
  });
});
