import type { DBInstance, RestoreDBInstanceToPointInTimeMessage } from '@aws-sdk/client-rds';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { PostgresHost } from '../../../../sandbox/postgres/host.ts';
import { createRds, type Rds } from '../../../../sandbox/services/rds/rds.ts';
import { create, type FakeKernel, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const MINUTE = 60_000;
let host: PostgresHost;
let kernel: FakeKernel;
let rds: Rds;

beforeAll(async () => {
  host = await PostgresHost.open();
});
afterAll(() => host.close());
beforeEach(() => {
  kernel = fakeKernel(400);
  rds = createRds(kernel, host, { baselineBackupMs: 8 * MINUTE });
});
afterEach(() => rds.close?.());

const make = (properties: object = {}) =>
  create(rds, 'AWS::RDS::DBInstance', {
    ...{ DBInstanceIdentifier: 'survey', DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', EngineVersion: '18.1' },
    ...{ DBName: 'survey', MasterUsername: 'survey_master', MasterUserPassword: 'first-password' },
    ...properties,
  });
const find = async (name = 'survey'): Promise<DBInstance> =>
  (await rds.handlers.DescribeDBInstances?.({ DBInstanceIdentifier: name }, call))?.DBInstances?.[0] ?? {};
const backups = async (DbiResourceId: string | undefined) =>
  (await rds.handlers.DescribeDBInstanceAutomatedBackups?.({ DbiResourceId }, call))?.DBInstanceAutomatedBackups ?? [];
const statusIs = (wanted: string, name?: string) => until(async () => (await find(name)).DBInstanceStatus === wanted);
const restore = async (request: Partial<RestoreDBInstanceToPointInTimeMessage>) =>
  rds.handlers.RestoreDBInstanceToPointInTime?.(
    { TargetDBInstanceIdentifier: 'survey-kg-1', SourceDbiResourceId: (await find()).DbiResourceId, ...request },
    call,
  );
const rows = async (name: string) =>
  (await rds.serverOf(name)?.query<{ n: number }>('select count(*)::int as n from answers', [], 'survey'))?.[0]?.n;

it('restores the data of one time, which can be restored five minutes later and not before', async () => {
  await make();
  const server = rds.serverOf('survey');
  await server?.query('create table answers(x int)', [], 'survey');
  await server?.query('insert into answers values (1)', [], 'survey');
  const at = kernel.clock.now();
  await kernel.clock.sleep(MINUTE);
  await server?.query('insert into answers values (2)', [], 'survey');
  await expect(restore({ RestoreTime: new Date(at) })).rejects.toThrow(/latest restorable time/);
  await until(async () => ((await find()).LatestRestorableTime?.getTime() ?? 0) >= at);
  await restore({ RestoreTime: new Date(at) });
  await statusIs('backing-up', 'survey-kg-1');
  expect([await rows('survey-kg-1'), await rows('survey')]).toEqual([1, 2]);
});

it('has no time to restore to before the first backup of a restored instance has ended', async () => {
  await make();
  await restore({ RestoreTime: new Date(kernel.clock.now() - 10 * MINUTE) });
  await statusIs('backing-up', 'survey-kg-1');
  const restored = await find('survey-kg-1');
  expect(restored.LatestRestorableTime).toBeUndefined();
  expect(await backups(restored.DbiResourceId)).toMatchObject([{ Status: 'creating' }]);
  await statusIs('available', 'survey-kg-1');
  await until(async () => (await find('survey-kg-1')).LatestRestorableTime !== undefined);
  const [backup] = await backups(restored.DbiResourceId);
  expect(backup?.RestoreWindow?.EarliestTime?.getTime()).toBeGreaterThan(0);
});

it('refuses an instance without automated backups, and times outside of them', async () => {
  await make({ BackupRetentionPeriod: 0 });
  expect((await find()).LatestRestorableTime).toBeUndefined();
  await expect(restore({ RestoreTime: new Date(kernel.clock.now() - 10 * MINUTE) })).rejects.toThrow(/not enabled/);
  await expect(restore({ SourceDbiResourceId: 'db-NONE' })).rejects.toThrow(/not found/);
});

it('begins automated backups when they are switched on, and forgets them when they are switched off', async () => {
  await make({ BackupRetentionPeriod: 0 });
  const modify = (BackupRetentionPeriod: number) =>
    rds.handlers.ModifyDBInstance?.(
      { DBInstanceIdentifier: 'survey', BackupRetentionPeriod, ApplyImmediately: true },
      call,
    );
  await modify(7);
  await until(async () => (await find()).LatestRestorableTime !== undefined);
  await modify(0);
  await until(async () => (await find()).LatestRestorableTime === undefined);
});
