import {
  AddRoleToDBInstanceCommand,
  CreateDBSnapshotCommand,
  type DBInstance,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
  waitUntilDBInstanceAvailable,
} from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresHost } from '../../../sandbox/postgres/host.ts';
import { createRds } from '../../../sandbox/services/rds/rds.ts';
import { createSecrets } from '../../../sandbox/services/secrets/secrets.ts';
import { until } from '../processes/fake-kernel.ts';
import { Account } from './account.ts';

/**
 * Mistakes 1 to 12 of those that are commonly made with RDS, each made here with the unmodified client: what a naive
 * implementation does, and the harm it has. A virtual minute lasts a fifth of a second.
 */
let host: PostgresHost;
let account: Account;
let rds: RDSClient;
let secret = '';
const MASTER = { user: 'survey_master', password: 'first-password', database: 'survey' };

beforeAll(async () => {
  host = await PostgresHost.open();
  account = await Account.open(300, (kernel) => [
    createRds(kernel, host, { baselineBackupMs: 3 * 3_600_000, modifyMs: 2 * 60_000 }),
    createSecrets(kernel),
  ]);
  rds = new RDSClient(account.settings());
  await account.create('AWS::RDS::DBSubnetGroup', { DBSubnetGroupName: 'survey', SubnetIds: ['subnet-1', 'subnet-2'] });
  await account.create('AWS::RDS::DBParameterGroup', {
    DBParameterGroupName: 'survey',
    Family: 'postgres18',
    Parameters: { work_mem: '5120' },
  });
  await account.create('AWS::RDS::DBInstance', {
    ...{ DBInstanceIdentifier: 'survey', DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', EngineVersion: '18.1' },
    ...{ DBName: MASTER.database, MasterUsername: MASTER.user, MasterUserPassword: MASTER.password },
    ...{ AllocatedStorage: '20', MaxAllocatedStorage: '100', VPCSecurityGroups: ['sg-database'] },
    ...{ DBSubnetGroupName: 'survey', DBParameterGroupName: 'survey', BackupRetentionPeriod: 7, MultiAZ: true },
    ...{ DeletionProtection: true, MonitoringInterval: 60, PreferredMaintenanceWindow: 'mon:02:00-mon:02:30' },
    ...{ EnablePerformanceInsights: true },
  });
  ({ ref: secret } = await account.create('AWS::SecretsManager::Secret', {
    Name: 'survey/database',
    SecretString: JSON.stringify({ username: MASTER.user, password: MASTER.password }),
  }));
  await sql(await find('survey'), 'create table answers (id int primary key, score int)');
  await snapshot('good');
});
afterAll(async () => {
  await account.close();
  await host.close();
});

async function find(DBInstanceIdentifier: string): Promise<DBInstance> {
  const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
  return DBInstances?.[0] ?? {};
}
const reachable = (identifier: string) =>
  until(async () => {
    const found = await find(identifier);
    return found.Endpoint === undefined ? undefined : found;
  }, 20_000);
const available = (identifier: string) =>
  until(async () => {
    const found = await find(identifier).catch(() => undefined);
    return found?.DBInstanceStatus === 'available' ? found : undefined;
  }, 20_000);
async function snapshot(DBSnapshotIdentifier: string, DBInstanceIdentifier = 'survey'): Promise<void> {
  await available(DBInstanceIdentifier);
  await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
  await until(async () => {
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }));
    return DBSnapshots?.[0]?.Status === 'available';
  }, 20_000);
}
const KEPT = { VpcSecurityGroupIds: ['sg-database'], DBParameterGroupName: 'survey', DBSubnetGroupName: 'survey' };
const restore = (DBInstanceIdentifier: string, more: object = {}) =>
  rds.send(
    new RestoreDBInstanceFromDBSnapshotCommand({
      DBInstanceIdentifier,
      DBSnapshotIdentifier: 'good',
      ...KEPT,
      ...more,
    }),
  );
async function sql(instance: DBInstance, text: string, password = MASTER.password): Promise<unknown[]> {
  const { Address, Port } = instance.Endpoint ?? {};
  if (Address === undefined || Port === undefined) throw new Error('no endpoint');
  const client = new pg.Client({ ...MASTER, password, host: Address, port: Port });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}
const failure = async (work: Promise<unknown>): Promise<Error & { code?: string }> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
};

describe('a restore that is waited for, and what it forgets', () => {
  it('1: waiting for `available` after a restore times out in the baseline backup, while the database has answered all along', async () => {
    await restore('waited');
    const seen = reachable('waited').then((instance) => sql(instance, 'select 1 as one'));
    const waiting = waitUntilDBInstanceAvailable(
      { client: rds, maxWaitTime: 4, minDelay: 1, maxDelay: 1 },
      { DBInstanceIdentifier: 'waited' },
    );
    expect((await failure(waiting)).name).toBe('TimeoutError');
    expect(await seen).toEqual([{ one: 1 }]);
    await until(async () => (await find('waited')).DBInstanceStatus === 'backing-up');
  }, 30_000);

  it('2: a restore without security group, parameter group and subnet group succeeds, and nobody reaches it', async () => {
    await rds.send(
      new RestoreDBInstanceFromDBSnapshotCommand({
        DBInstanceIdentifier: 'bare',
        DBSnapshotIdentifier: 'good',
        BackupRetentionPeriod: 0,
      }),
    );
    const found = await available('bare');
    expect(found.DBParameterGroups?.[0]?.DBParameterGroupName).toBe('default.postgres18');
    expect(found.VpcSecurityGroups?.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId)).toEqual(['sg-default']);
    expect(found).toMatchObject({
      MultiAZ: false,
      DeletionProtection: false,
      DBSubnetGroup: { DBSubnetGroupName: 'default' },
    });
    expect((await failure(sql(found, 'select 1'))).message).toMatch(/pg_hba/);
  });

  it('3: monitoring, insights, maintenance window and storage growth passed to a restore are dropped without a word', async () => {
    const asked = {
      MonitoringInterval: 60,
      EnablePerformanceInsights: true,
      PreferredMaintenanceWindow: 'mon:02:00-mon:02:30',
      MaxAllocatedStorage: 100,
      ManageMasterUserPassword: undefined,
    };
    await restore('unwatched', { ...asked, BackupRetentionPeriod: 0 });
    const found = await available('unwatched');
    expect(found).toMatchObject({ MonitoringInterval: 0, PerformanceInsightsEnabled: false });
    expect(found.PreferredMaintenanceWindow).not.toBe(asked.PreferredMaintenanceWindow);
    expect(found.MaxAllocatedStorage).toBeUndefined();
  });

  it('7: the restored master password is the one of the snapshot: what the secret says now does not open it', async () => {
    await available('survey');
    const client = new SecretsManagerClient(account.settings());
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'survey', MasterUserPassword: 'second-password' }),
    );
    await account.kernel.call({ arn: 'arn:aws:iam::111122223333:user/person' }, 'secretsmanager', 'PutSecretValue', {
      SecretId: secret,
      SecretString: JSON.stringify({ username: MASTER.user, password: 'second-password' }),
    });
    await until(async () => (await find('survey')).DBInstanceStatus === 'available', 20_000);
    await restore('reopened', { BackupRetentionPeriod: 0 });
    const found = await available('reopened');
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    const { password } = JSON.parse(SecretString ?? '') as { password: string };
    expect((await failure(sql(found, 'select 1', password))).code).toBe('28P01');
    expect(await sql(found, 'select 1 as one', 'first-password')).toEqual([{ one: 1 }]);
    // Back to what the other tests open it with.
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'survey', MasterUserPassword: MASTER.password }),
    );
    await available('survey');
  });

  it('8: what hangs on the instance does not come along: its roles, and the permission to connect, which names the old resource', async () => {
    const old = await available('survey');
    const importing = await account.role('importing', 'rds.amazonaws.com', []);
    const addRole = () =>
      rds.send(
        new AddRoleToDBInstanceCommand({ DBInstanceIdentifier: 'survey', RoleArn: importing, FeatureName: 's3Import' }),
      );
    await addRole();
    expect((await failure(addRole())).name).toBe('DBInstanceRoleAlreadyExistsFault');
    const users = `arn:aws:rds-db:sa-east-1:111122223333:dbuser`;
    const app = await account.role('app', 'ecs-tasks.amazonaws.com', [
      { Effect: 'Allow', Action: 'rds-db:connect', Resource: `${users}:${old.DbiResourceId}/survey_app` },
    ]);
    await snapshot('with-role');
    await restore('bereft', { DBSnapshotIdentifier: 'with-role', BackupRetentionPeriod: 0 });
    const found = await available('bereft');
    expect((await find('survey')).AssociatedRoles).toHaveLength(1);
    expect(found.AssociatedRoles ?? []).toHaveLength(0);
    const connect = (resource: string | undefined) => () =>
      account.kernel.authorize({ arn: app }, { action: 'rds-db:connect', resource: `${users}:${resource}/survey_app` });
    expect(connect(old.DbiResourceId)).not.toThrow();
    expect(connect(found.DbiResourceId)).toThrow(/not authorized to perform: rds-db:connect/);
  });
});

describe('names', () => {
  const rename = (from: string, to: string, more: object) =>
    rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: from, NewDBInstanceIdentifier: to, ...more }));

  it('4: a renamed instance looked for by name is first `available` under the old one, then gone under both; its resource id always finds it', async () => {
    await restore('before', { BackupRetentionPeriod: 0 });
    const { DbiResourceId } = await available('before');
    await rename('before', 'after', { ApplyImmediately: true });
    // Whoever waits for the old name to be available is done at once, before anything happened.
    expect((await find('before')).DBInstanceStatus).toMatch(/available|modifying/);
    const byId = async () => {
      const Filters = [{ Name: 'dbi-resource-id', Values: [DbiResourceId ?? ''] }];
      return (await rds.send(new DescribeDBInstancesCommand({ Filters }))).DBInstances ?? [];
    };
    const gone = await until(async () => {
      const errors = await Promise.all(
        ['before', 'after'].map((name) =>
          find(name).then(
            () => '',
            (e: Error) => e.name,
          ),
        ),
      );
      return errors.every((name) => name === 'DBInstanceNotFoundFault') ? await byId() : undefined;
    });
    expect(gone).toHaveLength(1);
    expect((await available('after')).DbiResourceId).toBe(DbiResourceId);
  });

  it('5: a rename without ApplyImmediately answers with success, and waits for the maintenance window', async () => {
    await restore('patient', { BackupRetentionPeriod: 0 });
    await available('patient');
    const { DBInstance } = await rename('patient', 'impatient', {});
    expect(DBInstance?.PendingModifiedValues?.DBInstanceIdentifier).toBe('impatient');
    await account.kernel.clock.sleep(20 * 60_000);
    expect(await find('patient')).toMatchObject({
      DBInstanceStatus: 'available',
      PendingModifiedValues: { DBInstanceIdentifier: 'impatient' },
    });
    expect((await failure(find('impatient'))).name).toBe('DBInstanceNotFoundFault');
  });

  it.each([
    ['an ISO timestamp', `survey-${'2026-11-24T12:00:00.000Z'}`],
    ['a trailing hyphen', 'survey-'],
    ['two hyphens', 'survey--1'],
    ['a digit first', '2-survey'],
  ])('9: a name made of %s is refused', async (_what, DBSnapshotIdentifier) => {
    const sent = rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier }));
    expect((await failure(sent)).name).toBe('InvalidParameterValue');
  });
  it('9: a name that a snapshot may have, an instance may not: more than 63 characters', async () => {
    const error = await failure(restore(`survey-${'x'.repeat(60)}`));
    expect(error.name).toBe('InvalidParameterValue');
  });
});

describe('what cannot be taken back', () => {
  it('6: deleting the replaced instance takes its automated backups with it, and every point in time before', async () => {
    await restore('replaced', { BackupRetentionPeriod: 0, DeletionProtection: true });
    const { DbiResourceId } = await available('replaced');
    const modify = (more: object) =>
      rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'replaced', ApplyImmediately: true, ...more }));
    await modify({ BackupRetentionPeriod: 7 });
    await available('replaced');
    const backups = async () =>
      (await rds.send(new DescribeDBInstanceAutomatedBackupsCommand({ DbiResourceId }))).DBInstanceAutomatedBackups ??
      [];
    expect(await backups()).toHaveLength(1);
    const remove = (more: object) =>
      rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'replaced', SkipFinalSnapshot: true, ...more }));
    // Deletion protection is the only thing in the way.
    expect((await failure(remove({}))).message).toMatch(/Cannot delete protected DB Instance/);
    await modify({ DeletionProtection: false });
    await remove({});
    await until(() =>
      find('replaced').then(
        () => false,
        () => true,
      ),
    );
    expect(await backups()).toEqual([]);
  });

  it('10: a call that took effect and lost its answer is tried again, and meets its own snapshot', async () => {
    await available('survey');
    const again = new RDSClient(account.settings('sandbox', 3));
    let lost = 0;
    account.endpoint.faults = ({ operation }) =>
      operation === 'CreateDBSnapshot' && lost++ === 0 ? 'lose-answer' : undefined;
    const Tags = [{ Key: 'release', Value: 'rel-7' }];
    const error = await failure(
      again.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: 'rel-7', Tags })),
    );
    account.endpoint.faults = () => undefined;
    // Fatal to a naive caller; whose it is, is written on it.
    expect(error.name).toBe('DBSnapshotAlreadyExistsFault');
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: 'rel-7' }));
    expect(DBSnapshots?.[0]?.TagList).toEqual(Tags);
    await available('survey');
  });

  it('10: a snapshot that is still being made cannot be deleted to try again, and one that is deleted is gone', async () => {
    await available('survey');
    const spare = { DBSnapshotIdentifier: 'spare' };
    await rds.send(new CreateDBSnapshotCommand({ ...spare, DBInstanceIdentifier: 'survey' }));
    expect((await failure(rds.send(new DeleteDBSnapshotCommand(spare)))).name).toBe('InvalidDBSnapshotStateFault');
    await available('survey');
    expect((await rds.send(new DeleteDBSnapshotCommand(spare))).DBSnapshot?.Status).toBe('deleted');
    expect((await failure(rds.send(new DescribeDBSnapshotsCommand(spare)))).name).toBe('DBSnapshotNotFoundFault');
  });

  it('11: a snapshot taken while writers run misses what they go on writing', async () => {
    const survey = await available('survey');
    const acknowledged: number[] = [];
    let writing = true;
    const writer = (async () => {
      for (let id = 1; writing; id++) {
        await sql(survey, `insert into answers values (${id}, 9)`);
        acknowledged.push(id);
      }
    })();
    await until(() => acknowledged.length > 3);
    await snapshot('under-load');
    await until(() => acknowledged.length > 12);
    writing = false;
    await writer;
    await restore('older', { DBSnapshotIdentifier: 'under-load', BackupRetentionPeriod: 0 });
    const rows = (await sql(await available('older'), 'select id from answers')) as { id: number }[];
    const kept = rows.map(({ id }) => id);
    expect(kept.length).toBeGreaterThan(0);
    expect(acknowledged.filter((id) => !kept.includes(id)).length).toBeGreaterThan(0);
  });
  it('11: code put back alone meets the schema of the version it replaced', async () => {
    const survey = await available('survey');
    const oldCode = 'insert into answers (id, score) values (1000, 9)';
    await sql(survey, 'alter table answers rename column score to rating');
    expect((await failure(sql(survey, oldCode))).code).toBe('42703');
    await sql(survey, 'alter table answers rename column rating to score');
    await sql(survey, oldCode);
  });

  it('12: a waiter that may not look is refused every time, and tells of a timeout', async () => {
    const weak = await account.role('blind', 'lambda.amazonaws.com', []);
    const { accessKeyId } = account.kernel.credentials(weak, {
      service: 'lambda.amazonaws.com',
      sourceArn: 'arn:aws:lambda:sa-east-1:111122223333:function:f',
    });
    const client = new RDSClient(account.settings(accessKeyId));
    const error = await failure(
      waitUntilDBInstanceAvailable(
        { client, maxWaitTime: 3, minDelay: 1, maxDelay: 1 },
        { DBInstanceIdentifier: 'survey' },
      ),
    );
    expect(error.name).toBe('TimeoutError');
    expect(error.message).toMatch(/403/);
  });

  it('12: a waiter does not know that a restore has failed for good, and tells of a timeout too', async () => {
    const { restore: restoring } = host;
    host.restore = async () => {
      throw new Error('the storage has failed');
    };
    await restore('doomed', { BackupRetentionPeriod: 0 });
    await until(async () => (await find('doomed')).DBInstanceStatus === 'restore-error', 20_000);
    host.restore = restoring;
    const waiting = waitUntilDBInstanceAvailable(
      { client: rds, maxWaitTime: 3, minDelay: 1, maxDelay: 1 },
      { DBInstanceIdentifier: 'doomed' },
    );
    expect((await failure(waiting)).name).toBe('TimeoutError');
  });
});
