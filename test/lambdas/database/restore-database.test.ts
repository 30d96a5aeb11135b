import '../stub/before-handlers.ts';
import type { DBInstance } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../lambdas/database/instances.ts';
import type { Input } from '../../../lambdas/database/restore-database/contract.ts';
import { handler } from '../../../lambdas/database/restore-database/handler.ts';
import { LOCK, NOW, restorePoint, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

/** The last twenty letters and digits of the work. */
const NAME = 'survey-kg-26112414100033445566';
const input: Input = {
  lock: LOCK,
  now: NOW,
  work: '20261124141000-33445566',
  instance: 'survey',
  restorePoint,
  settings: settingsOf(
    liveInstance({ CACertificateIdentifier: 'rds-ca-1', EnabledCloudwatchLogsExports: ['postgresql'] }),
  ),
};
const TAGS = [
  { Key: 'knowngood', Value: 'sandbox' },
  { Key: 'knowngood:work', Value: input.work },
  { Key: 'knowngood:purpose', Value: 'restored' },
  { Key: 'knowngood:restore-point', Value: restorePoint.snapshot },
];
const restored = (DBInstanceIdentifier: string, change: DBInstance = {}): DBInstance => ({
  DBInstanceIdentifier,
  DBInstanceStatus: 'creating',
  TagList: TAGS,
  ...change,
});

let databases: Databases;
const prepare = async (...instances: DBInstance[]) => {
  databases = new Databases([liveInstance(), ...instances]);
  databases.play();
  await ledger.put('status', status());
};
beforeEach(() => prepare());

describe('restore-database', () => {
  it('restores beside the live instance, with every setting of it that a restore takes', async () => {
    expect(await handler(input)).toEqual({ instance: NAME });
    expect(aws.inputs('rds:RestoreDBInstanceFromDBSnapshot')).toEqual([
      {
        DBInstanceIdentifier: NAME,
        DBSnapshotIdentifier: restorePoint.snapshot,
        DBInstanceClass: 'db.t4g.medium',
        DBSubnetGroupName: 'survey-subnets',
        VpcSecurityGroupIds: ['sg-1'],
        DBParameterGroupName: 'survey-parameters',
        MultiAZ: true,
        PubliclyAccessible: false,
        AutoMinorVersionUpgrade: true,
        EnableIAMDatabaseAuthentication: false,
        DeletionProtection: false,
        CopyTagsToSnapshot: false,
        EnableCloudwatchLogsExports: ['postgresql'],
        CACertificateIdentifier: 'rds-ca-1',
        Tags: TAGS,
      },
    ]);
    expect(databases.instances[0]).toEqual(liveInstance());
  });

  it('adopts the instance that an earlier call restored', async () => {
    await prepare(restored(NAME));
    expect(await handler(input)).toEqual({ instance: NAME });
    expect(databases.instances).toHaveLength(2);
  });

  it.each([
    ['is dead', { DBInstanceStatus: 'restore-error' }],
    [
      'was restored from another snapshot',
      { TagList: TAGS.map((tag) => (tag.Key === 'knowngood:restore-point' ? { ...tag, Value: 'older' } : tag)) },
    ],
  ])('takes the next name where ours %s, and deletes nothing', async (_what, change) => {
    await prepare(restored(NAME, change));
    expect(await handler(input)).toEqual({ instance: `${NAME}-2` });
    expect(databases.instances).toHaveLength(3);
  });

  it('takes the next name where RDS says that ours exists and does not show it', async () => {
    await prepare(restored(NAME));
    aws.on('rds', { DescribeDBInstances: () => ({ DBInstances: [] }) });
    expect(await handler(input)).toEqual({ instance: `${NAME}-2` });
  });

  it('fails with RestoreNotOurs when five names are used up', async () => {
    const names = [NAME, ...[2, 3, 4, 5].map((n) => `${NAME}-${n}`)];
    await prepare(...names.map((name) => restored(name, { DBInstanceStatus: 'failed' })));
    await expect(handler(input)).rejects.toMatchObject(told('RestoreNotOurs', /5 instances restored for/));
  });

  it("fails with RestoreNotOurs at somebody else's instance of that name", async () => {
    await prepare(restored(NAME, { TagList: [] }));
    await expect(handler(input)).rejects.toMatchObject(told('RestoreNotOurs', /expected that name to be free/));
    expect(await ledger.read('status')).toMatchObject({ intents: {} });
  });

  it('of an execution that lost the environment restores nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(databases.instances).toHaveLength(1);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input),
    calls: ['dynamodb:TransactWriteItems', 'rds:RestoreDBInstanceFromDBSnapshot', 'dynamodb:UpdateItem'],
    left: () => databases.instances,
  });
});

describe('restore-database that finds its own', () => {
  everyCall({
    prepare: () => prepare(restored(NAME)),
    run: () => handler(input),
    calls: [
      'dynamodb:TransactWriteItems',
      'rds:RestoreDBInstanceFromDBSnapshot',
      'rds:DescribeDBInstances',
      'dynamodb:UpdateItem',
    ],
    left: () => databases.instances,
  });
});
