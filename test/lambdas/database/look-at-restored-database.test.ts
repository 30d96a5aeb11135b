import '../stub/before-handlers.ts';
import type { DBInstance } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/look-at-restored-database/contract.ts';
import { handler } from '../../../lambdas/database/look-at-restored-database/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Database, nobody, OWNER } from '../stub/database.ts';
import { everyCall } from '../stub/every-call.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const database = new Database();
const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: NOW,
  instance: 'survey-kg-1',
  connection: OWNER,
  limitMinutes: 60,
  ...change,
});
const tooLate = input({ moment: moment({ now: later(61 * 60) }) });
const prepare = (change: DBInstance = {}) => {
  database.playLogins();
  const Endpoint = { Address: database.host, Port: database.port };
  new Databases([
    liveInstance({ DBInstanceIdentifier: 'survey-kg-1', DbiResourceId: 'db-2', Endpoint, ...change }),
  ]).play();
};
beforeEach(() => prepare());
const seen = () => ({ host: database.host, port: database.port, resourceId: 'db-2' });

describe('look-at-restored-database', () => {
  it.each(['available', 'backing-up', 'storage-optimization'])('is ready when it answers (%s)', async (status) => {
    prepare({ DBInstanceStatus: status });
    expect(await handler(input())).toEqual({ ready: true, dead: false, status, ...seen() });
  });

  it('waits for a status in which it takes connections, and does not try before', async () => {
    prepare({ DBInstanceStatus: 'creating', Endpoint: undefined });
    const waiting = { ready: false, dead: false, status: 'creating', host: null, port: 5432, resourceId: 'db-2' };
    expect(await handler(input())).toEqual(waiting);
    expect(aws.called()).toEqual(['rds:DescribeDBInstances']);
  });

  it('waits for an instance that RDS does not show', async () => {
    expect(await handler(input({ instance: 'survey-kg-2' }))).toMatchObject({
      ready: false,
      dead: false,
      status: 'not visible yet',
    });
  });

  it('waits while it is available and takes no connection', async () => {
    const { host: Address, port: Port } = await nobody();
    prepare({ Endpoint: { Address, Port } });
    expect(await handler(input())).toMatchObject({ ready: false, status: 'available' });
  });

  it('trusts the status where no connection is configured', async () => {
    const { host: Address, port: Port } = await nobody();
    prepare({ Endpoint: { Address, Port } });
    expect(await handler(input({ connection: null }))).toMatchObject({ ready: true });
  });

  it.each(['failed', 'restore-error', 'incompatible-parameters'])('is dead in the status %s', async (status) => {
    prepare({ DBInstanceStatus: status });
    expect(await handler(tooLate)).toMatchObject({ ready: false, dead: true, status });
  });

  it('fails with TookTooLong, and tells why it takes no connection', async () => {
    const { host: Address, port: Port } = await nobody();
    prepare({ Endpoint: { Address, Port } });
    await expect(handler(tooLate)).rejects.toMatchObject(
      told('TookTooLong', /survey-kg-1 \(available; No connection to the database at 127/),
    );
    prepare({ DBInstanceStatus: 'creating' });
    await expect(handler(tooLate)).rejects.toMatchObject(told('TookTooLong', /survey-kg-1 \(creating\);/));
  });

  it('takes a secret that cannot be read for a database that is not ready yet', async () => {
    aws.fails('secretsmanager:GetSecretValue', () => new Error('the network is down'));
    expect(await handler(input())).toMatchObject({ ready: false, dead: false });
  });

  // A secret that cannot be read is no answer of the database: the test above has its outcome.
  everyCall({
    prepare: () => prepare({ DBInstanceStatus: 'creating' }),
    run: () => handler(input()),
    calls: ['rds:DescribeDBInstances'],
  });
});
