import '../stub/before-handlers.ts';
import { InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
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
