import type { DBInstance, RestoreDBInstanceFromDBSnapshotMessage } from '@aws-sdk/client-rds';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresHost } from '../../../../sandbox/postgres/host.ts';
import { createRds, type Rds } from '../../../../sandbox/services/rds/rds.ts';
import { NOTHING } from '../../../lambdas/nothing.ts';
import { create, type FakeKernel, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const PROPERTIES = {
  DBInstanceIdentifier: 'Survey',
  DBInstanceClass: 'db.t4g.medium',
  Engine: 'postgres',
  EngineVersion: '18.1',
  DBName: 'survey',
  MasterUsername: 'survey_master',
  MasterUserPassword: 'first-password',
  AllocatedStorage: '20',
  MultiAZ: true,
  StorageEncrypted: true,
  KmsKeyId: 'arn:aws:kms:sa-east-1:111122223333:key/k',
  VPCSecurityGroups: ['sg-database'],
  DBSubnetGroupName: 'survey',
  DBParameterGroupName: 'survey',
  BackupRetentionPeriod: 7,
  DeletionProtection: true,
  MonitoringInterval: 60,
  PreferredMaintenanceWindow: 'mon:02:00-mon:02:30',
  Tags: [{ Key: 'team', Value: 'devops' }],
};

let host: PostgresHost;
let kernel: FakeKernel;
let rds: Rds;

beforeAll(async () => {
  host = await PostgresHost.open();
});
afterAll(() => host.close());
beforeEach(async () => {
  kernel = fakeKernel(400);
  rds = createRds(kernel, host);
  await create(rds, 'AWS::RDS::DBSubnetGroup', { DBSubnetGroupName: 'survey', SubnetIds: ['subnet-1', 'subnet-2'] });
  await create(rds, 'AWS::RDS::DBParameterGroup', {
    DBParameterGroupName: 'survey',
    Family: 'postgres18',
    Parameters: { work_mem: '5120', 'rds.force_ssl': '1', shared_preload_libraries: 'pg_stat_statements,pg_tle' },
  });
  await create(rds, 'AWS::RDS::DBInstance', PROPERTIES);
});
afterEach(() => rds.close?.());

const find = async (identifier = 'survey'): Promise<DBInstance> => {
  const found = await rds.handlers.DescribeDBInstances?.({ DBInstanceIdentifier: identifier }, call);
  const instance = found?.DBInstances?.[0];
  if (!instance) throw new Error(`${identifier} was not described`);
  return instance;
};
const status = async (identifier?: string) => (await find(identifier)).DBInstanceStatus;
const statusIs = (wanted: string, identifier?: string) => until(async () => (await status(identifier)) === wanted);
const snapshot = async (DBSnapshotIdentifier: string) => {
  const described = await rds.handlers.DescribeDBSnapshots?.({ DBSnapshotIdentifier }, call);
  return described?.DBSnapshots?.[0];
};
const snap = async (DBSnapshotIdentifier: string) => {
  await rds.handlers.CreateDBSnapshot?.({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier }, call);
  return until(async () => {
    const found = await snapshot(DBSnapshotIdentifier);
    return found?.Status === 'available' && found;
  });
};
const restore = async (request: Partial<RestoreDBInstanceFromDBSnapshotMessage> = {}) =>
  rds.handlers.RestoreDBInstanceFromDBSnapshot?.(
    { DBInstanceIdentifier: 'survey-kg-1', DBSnapshotIdentifier: 'good', ...request },
    call,
  );
/** One statement as an application does it: over the endpoint that RDS describes, with the master's password. */
const sql = async (instance: DBInstance, text: string, password = 'first-password') => {
  const { Address: host, Port: port } = instance.Endpoint ?? {};
  if (!host || !port) throw new Error('no endpoint');
  const client = new pg.Client({ host, port, database: 'survey', user: 'survey_master', password });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

describe('an instance', () => {
  it('is a PostgreSQL of its own, whose master is no superuser but may end sessions and make roles', async () => {
    const instance = await find();
    expect(instance).toMatchObject({ DBInstanceIdentifier: 'survey', DBInstanceStatus: 'available', MultiAZ: true });
    const rows = await sql(
      instance,
      `select rolsuper as super, pg_has_role('rds_superuser', 'member') as member, pg_has_role('pg_signal_backend', 'usage') as signals,
              current_setting('work_mem') as work_mem, current_setting('shared_preload_libraries') as libraries
       from pg_roles where rolname = current_user`,
    );
    expect(rows[0]).toEqual({
      super: false,
      member: true,
      signals: true,
      work_mem: '5MB',
      libraries: 'pg_stat_statements',
    });
    await sql(instance, "create role survey_app login password 'app'");
    await sql(instance, 'alter database survey set default_transaction_read_only = on');
    await expect(sql(instance, 'create table t(x int)')).rejects.toThrow('read-only');
  });

  it('is found by its resource id and measured', async () => {
    const { DbiResourceId } = await find();
    const byId = await rds.handlers.DescribeDBInstances?.(
      { Filters: [{ Name: 'dbi-resource-id', Values: [DbiResourceId ?? ''] }] },
      call,
    );
    expect(byId?.DBInstances?.map((found) => found.DBInstanceIdentifier)).toEqual(['survey']);
    const none = await rds.handlers.DescribeDBInstances?.(
      { Filters: [{ Name: 'dbi-resource-id', Values: ['db-NONE'] }] },
      call,
    );
    expect(none?.DBInstances).toEqual([]);
    const measurement = await until(() => kernel.measured[0]);
    expect(measurement).toMatchObject({ namespace: 'AWS/RDS', metric: 'DatabaseConnections', value: 0 });
  });

  it('refuses by name what is not modelled, and parameters PostgreSQL does not know', async () => {
    await expect(
      create(rds, 'AWS::RDS::DBInstance', { ...PROPERTIES, ManageMasterUserPassword: true }),
    ).rejects.toThrow('ManageMasterUserPassword');
    await expect(create(rds, 'AWS::RDS::DBInstance', { ...PROPERTIES, Engine: 'mysql' })).rejects.toThrow('mysql');
    await expect(create(rds, 'AWS::RDS::DBParameterGroup', { Parameters: { wrok_mem: '1' } })).rejects.toThrow(
      'wrok_mem',
    );
  });
});

describe('a snapshot', () => {
  it('takes minutes, in which the instance takes no second one', async () => {
    const started = kernel.clock.now();
    await rds.handlers.CreateDBSnapshot?.({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: 'Good' }, call);
    expect(await status()).toBe('backing-up');
    expect(await snapshot('good')).toMatchObject({
      Status: 'creating',
      Encrypted: true,
      KmsKeyId: PROPERTIES.KmsKeyId,
    });
    const second = async () =>
      rds.handlers.CreateDBSnapshot?.({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: 'two' }, call);
    await expect(second()).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await expect(restore()).rejects.toMatchObject({ name: 'InvalidDBSnapshotStateFault' });
    await statusIs('available');
    expect(kernel.clock.now() - started).toBeGreaterThan(115_000);
    const made = await snapshot('good');
    expect(made?.SnapshotDatabaseTime?.getTime()).toBeGreaterThan(started);
    expect(made?.SnapshotDatabaseTime?.getTime()).toBeLessThanOrEqual(kernel.clock.now());
    expect(made).toMatchObject({ PercentProgress: 100, DbiResourceId: (await find()).DbiResourceId });
  });

  it('needs a valid name, and an instance', async () => {
    for (const [instance, id, name] of [
      ['survey', '2026-01-01T00:00', 'InvalidParameterValue'],
      ['survey', 'a--b', 'InvalidParameterValue'],
      ['survey', '1a', 'InvalidParameterValue'],
      ['none', 'a', 'DBInstanceNotFoundFault'],
    ]) {
      const request = { DBInstanceIdentifier: instance, DBSnapshotIdentifier: id };
      const made = async () => rds.handlers.CreateDBSnapshot?.(request, call);
      await expect(made(), `${instance} ${id}`).rejects.toMatchObject({ name });
    }
  });

  it('exists once', async () => {
    await snap('good');
    await expect(snap('GOOD')).rejects.toMatchObject({ name: 'DBSnapshotAlreadyExistsFault' });
    await expect(snapshot('other')).rejects.toMatchObject({ name: 'DBSnapshotNotFoundFault' });
  });
});

describe('a restore', () => {
  it('makes a second instance with the data and the password of the snapshot', async () => {
    await sql(await find(), 'create table answers as select generate_series(1, 3) as n');
    await snap('good');
    await sql(await find(), 'drop table answers');
    await rds.handlers.ModifyDBInstance?.(
      { DBInstanceIdentifier: 'survey', MasterUserPassword: 'second-password' },
      call,
    );
    await statusIs('available');
    await expect(sql(await find(), 'select 1')).rejects.toThrow('password');

    const started = kernel.clock.now();
    await restore({ VpcSecurityGroupIds: ['sg-database'] });
    const early = await find('survey-kg-1');
    expect(early).toMatchObject({ DBInstanceStatus: 'creating' });
    expect(early.Endpoint).toBeUndefined();
    await statusIs('backing-up', 'survey-kg-1');
    expect(kernel.clock.now() - started).toBeGreaterThan(4.8 * 60_000);
    const restored = await find('survey-kg-1');
    expect(await sql(restored, 'select count(*)::int as n from answers')).toEqual([{ n: 3 }]);
    await sql(restored, 'insert into answers values (4)');
    expect(restored.DbiResourceId).not.toBe((await find()).DbiResourceId);

    for (const change of [
      async () =>
        rds.handlers.ModifyDBInstance?.({ DBInstanceIdentifier: 'survey-kg-1', DeletionProtection: true }, call),
      async () =>
        rds.handlers.CreateDBSnapshot?.({ DBInstanceIdentifier: 'survey-kg-1', DBSnapshotIdentifier: 'x' }, call),
    ]) {
      await expect(change()).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    }
  });

  it('without its security group cannot be reached; a change puts that right', async () => {
    await snap('good');
    await restore({ BackupRetentionPeriod: 0 });
    await statusIs('available', 'survey-kg-1');
    const restored = await find('survey-kg-1');
    await expect(sql(restored, 'select 1')).rejects.toThrow('rejects connection');
    const VpcSecurityGroupIds = ['sg-database'];
    await rds.handlers.ModifyDBInstance?.({ DBInstanceIdentifier: 'survey-kg-1', VpcSecurityGroupIds }, call);
    await until(() =>
      sql(restored, 'select 1').then(
        () => true,
        () => false,
      ),
    );
  });

  it('resets what RDS resets, unless it is passed', async () => {
    await snap('good');
    await restore();
    expect(await find('survey-kg-1')).toMatchObject({
      DBSubnetGroup: { DBSubnetGroupName: 'default' },
      DBParameterGroups: [{ DBParameterGroupName: 'default.postgres18' }],
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-default' }],
      MultiAZ: false,
      DeletionProtection: false,
      MonitoringInterval: 0,
      PreferredMaintenanceWindow: 'sun:04:00-sun:04:30',
      BackupRetentionPeriod: 7,
      StorageEncrypted: true,
      KmsKeyId: PROPERTIES.KmsKeyId,
    });
    await restore({
      DBInstanceIdentifier: 'survey-kg-2',
      DBSubnetGroupName: 'survey',
      DBParameterGroupName: 'survey',
      VpcSecurityGroupIds: ['sg-database'],
      MultiAZ: true,
      DeletionProtection: true,
      Tags: [{ Key: 'knowngood', Value: 'restored' }],
      PreferredBackupWindow: '03:00-03:30',
    });
    expect(await find('survey-kg-2')).toMatchObject({
      DBSubnetGroup: { DBSubnetGroupName: 'survey' },
      DBParameterGroups: [{ DBParameterGroupName: 'survey' }],
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-database' }],
      MultiAZ: true,
      DeletionProtection: true,
      TagList: [{ Key: 'knowngood', Value: 'restored' }],
      PreferredBackupWindow: '03:00-03:30',
    });
    expect((await find('survey-kg-1')).PreferredBackupWindow).not.toBe((await find()).PreferredBackupWindow);
  });

  it.each<[string, Partial<RestoreDBInstanceFromDBSnapshotMessage>]>([
    ['a zone for Multi-AZ', { MultiAZ: true, AvailabilityZone: 'sa-east-1a' }],
    ['io2 without IOPS', { StorageType: 'io2' }],
    ['IOPS of small gp3', { StorageType: 'gp3', Iops: 3_000 }],
    ['a tag of AWS', { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 's' }] }],
    ['51 tags', { Tags: Array.from({ length: 51 }, (_, n) => ({ Key: String(n), Value: '' })) }],
  ])('refuses %s', async (_what, request) => {
    await snap('good');
    await expect(restore(request)).rejects.toMatchObject({ name: expect.stringMatching(/^InvalidParameter/) });
  });

  it('is refused in the words of RDS', async () => {
    await snap('good');
    const refused: [string, Partial<RestoreDBInstanceFromDBSnapshotMessage>][] = [
      ['DBInstanceAlreadyExistsFault', { DBInstanceIdentifier: 'SURVEY' }],
      ['DBSnapshotNotFoundFault', { DBSnapshotIdentifier: 'none' }],
      ['DBParameterGroupNotFoundFault', { DBParameterGroupName: 'none' }],
      ['DBSubnetGroupNotFoundFault', { DBSubnetGroupName: 'none' }],
      ['OptionGroupNotFoundFault', { OptionGroupName: 'none' }],
      ['InvalidParameterValue', { DBInstanceIdentifier: 'a'.repeat(64) }],
      ['NotImplementedException', { ManageMasterUserPassword: true }],
    ];
    for (const [name, request] of refused) await expect(restore(request), name).rejects.toMatchObject({ name });
  });

  it('is checked on the instance, the snapshot, all groups, and the key', async () => {
    await snap('good');
    const access = rds.access['RestoreDBInstanceFromDBSnapshot'] as unknown as (
      input: object,
      by: typeof call,
    ) => { action: string; resource: string; context: object }[];
    const checks = access(
      {
        DBInstanceIdentifier: 'survey-kg-1',
        DBSnapshotIdentifier: 'good',
        Tags: [{ Key: 'a', Value: 'b' }],
      },
      call,
    );
    expect(checks.map(({ action, resource }) => `${action} ${resource.split(':').slice(5).join(':')}`)).toEqual([
      'rds:RestoreDBInstanceFromDBSnapshot db:survey-kg-1',
      'rds:RestoreDBInstanceFromDBSnapshot snapshot:good',
      'rds:RestoreDBInstanceFromDBSnapshot og:default:postgres-18',
      'rds:RestoreDBInstanceFromDBSnapshot pg:default.postgres18',
      'rds:RestoreDBInstanceFromDBSnapshot subgrp:default',
      'rds:AddTagsToResource db:survey-kg-1',
      'kms:CreateGrant key/k',
      'kms:DescribeKey key/k',
    ]);
    expect(checks[0]?.context).toMatchObject({ 'aws:RequestTag/a': 'b' });
    expect(checks[6]?.context).toEqual({
      'kms:ViaService': 'rds.sa-east-1.amazonaws.com',
      'kms:GrantIsForAWSResource': 'true',
    });
  });
});

describe('a change', () => {
  it('waits for the maintenance window unless it shall be at once', async () => {
    await rds.handlers.ModifyDBInstance?.({ DBInstanceIdentifier: 'survey', DBInstanceClass: 'db.r7g.large' }, call);
    expect(await find()).toMatchObject({
      DBInstanceClass: 'db.t4g.medium',
      DBInstanceStatus: 'available',
      PendingModifiedValues: { DBInstanceClass: 'db.r7g.large' },
    });
    await rds.handlers.ModifyDBInstance?.(
      { DBInstanceIdentifier: 'survey', ApplyImmediately: true, MonitoringInterval: 30, MonitoringRoleArn: 'arn:m' },
      call,
    );
    expect(await find()).toMatchObject({ MonitoringInterval: 30, DBInstanceStatus: 'modifying' });
    await statusIs('available');
    expect(await find()).toMatchObject({ DBInstanceClass: 'db.r7g.large', PendingModifiedValues: NOTHING });
  });

  it.each([
    ['monitoring without a role', { MonitoringInterval: 30 }],
    ['advanced insights without 465 days', { DatabaseInsightsMode: 'advanced', EnablePerformanceInsights: true }],
  ] as const)('is refused: %s', async (_what, change) => {
    await expect(
      (async () => rds.handlers.ModifyDBInstance?.({ DBInstanceIdentifier: 'survey', ...change }, call))(),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });

  it('of monitoring takes a while, in which RDS takes no other', async () => {
    const change = { DBInstanceIdentifier: 'survey', MonitoringInterval: 30, MonitoringRoleArn: 'arn:m' };
    await rds.handlers.ModifyDBInstance?.(change, call);
    expect(await status()).toBe('configuring-enhanced-monitoring');
    await expect((async () => rds.handlers.ModifyDBInstance?.(change, call))()).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
    });
    await statusIs('available');
  });

  it('of the name hides the instance from both names for a while; the address belongs to the name', async () => {
    await snap('good');
    await restore({ BackupRetentionPeriod: 0, VpcSecurityGroupIds: ['sg-database'] });
    await statusIs('available', 'survey-kg-1');
    const original = await find();
    const restored = await find('survey-kg-1');
    const rename = async (from: string, to: string) => {
      await rds.handlers.ModifyDBInstance?.(
        { DBInstanceIdentifier: from, NewDBInstanceIdentifier: to, ApplyImmediately: true },
        call,
      );
      expect(await status(from)).toBe('available');
      await until(async () =>
        find(from).then(
          () => false,
          (error) => error.name === 'DBInstanceNotFoundFault',
        ),
      );
      await expect(find(to)).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' });
      await until(async () => (await status(to).catch(() => '')) === 'available');
    };
    await rename('survey', 'survey-old');
    await rename('survey-kg-1', 'survey');
    expect(await find()).toMatchObject({
      DbiResourceId: restored.DbiResourceId,
      Endpoint: { Port: original.Endpoint?.Port },
    });
    expect((await find('survey-old')).DbiResourceId).toBe(original.DbiResourceId);
    await sql(await find(), 'select 1');
    await sql(await find('survey-old'), 'select 1');
  });

  it('of tags is seen', async () => {
    const { DBInstanceArn: ResourceName = '' } = await find();
    await rds.handlers.AddTagsToResource?.({ ResourceName, Tags: [{ Key: 'quarantined', Value: 'yes' }] }, call);
    const expected = [
      { Key: 'team', Value: 'devops' },
      { Key: 'aws:cloudformation:stack-name', Value: 'Test' },
      { Key: 'aws:cloudformation:logical-id', Value: 'Thing' },
      { Key: 'quarantined', Value: 'yes' },
    ];
    expect((await rds.handlers.ListTagsForResource?.({ ResourceName }, call))?.TagList).toEqual(expected);
    expect((await find()).TagList).toEqual(expected);
  });
});
