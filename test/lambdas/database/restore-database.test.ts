import '../stub/before-handlers.ts';
import { type DBInstance, InsufficientDBInstanceCapacityFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/restore-database/contract.ts';
import { handler } from '../../../lambdas/database/restore-database/handler.ts';
import { settingsOf } from '../../../lambdas/database/settings.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, NOW, pointInTime, restorePoint, status } from '../records.ts';
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
  live: { identifier: 'survey', resourceId: 'db-1' },
  settings: settingsOf(liveInstance({ DBInstanceClass: 'db.t4g.small' })),
};
/** As it is when the restore starts: scaled up since the release. */
const live = (change: DBInstance = {}) =>
  liveInstance({
    ...{ CACertificateIdentifier: 'rds-ca-1', EnabledCloudwatchLogsExports: ['postgresql'], BackupRetentionPeriod: 7 },
    ...{ PreferredBackupWindow: '03:00-03:30', TagList: [{ Key: 'team', Value: 'survey' }] },
    ...change,
  });
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
  databases = new Databases([live(), ...instances]);
  databases.play();
  await ledger.put('status', status());
};
beforeEach(() => prepare());

describe('restore-database', () => {
  it('restores beside the live instance, with every setting of it now that a restore takes', async () => {
    expect(await handler(input)).toMatchObject({ instance: NAME, settings: settingsOf(live()) });
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
        BackupRetentionPeriod: 7,
        PreferredBackupWindow: '03:00-03:30',
        Tags: [...TAGS, { Key: 'team', Value: 'survey' }],
      },
    ]);
    expect(databases.instances[0]).toEqual(live());
  });

  it('restores a point in time of the very instance it was recorded of, with the same settings', async () => {
    await handler(input);
    const [{ DBInstanceIdentifier: _name, DBSnapshotIdentifier: _of, Tags: _tags, ...settings } = {}] = aws.inputs(
      'rds:RestoreDBInstanceFromDBSnapshot',
    ) as Record<string, unknown>[];
    await prepare();
    expect(await handler({ ...input, restorePoint: pointInTime })).toMatchObject({ instance: NAME });
    expect(aws.inputs('rds:RestoreDBInstanceToPointInTime')).toEqual([
      {
        ...settings,
        TargetDBInstanceIdentifier: NAME,
        SourceDbiResourceId: 'db-1',
        RestoreTime: new Date('2026-11-24T13:05:00.000Z'),
        Tags: expect.arrayContaining([{ Key: 'knowngood:restore-point', Value: 'db-1@2026-11-24T13:05:00.250Z' }]),
      },
    ]);
    expect(await handler({ ...input, restorePoint: pointInTime })).toMatchObject({ instance: NAME });
    expect(databases.instances).toHaveLength(2);
  });

  it('adopts the instance that an earlier call restored', async () => {
    await prepare(restored(NAME));
    expect(await handler(input)).toMatchObject({ instance: NAME });
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
    expect(await handler(input)).toMatchObject({ instance: `${NAME}-2` });
    expect(databases.instances).toHaveLength(3);
  });

  it('takes the next name where RDS says that ours exists and does not show it', async () => {
    await prepare(restored(NAME));
    aws.on('rds', { DescribeDBInstances: () => ({ DBInstances: [] }) });
    expect(await handler(input)).toMatchObject({ instance: `${NAME}-2` });
  });

  it('tells what was changed between the known good and now', async () => {
    expect((await handler(input)).changed).toContainEqual({
      ...{ setting: 'instanceClass', found: 'db.t4g.medium', had: 'db.t4g.small' },
    });
  });

  it.each<[string, DBInstance]>([
    ['is gone', { DBInstanceIdentifier: 'other' }],
    ['is another one of that name', { DbiResourceId: 'db-2' }],
  ])("takes the known good's settings where the live instance %s", async (_what, change) => {
    databases = new Databases([live(change)]);
    databases.play();
    expect(await handler(input)).toMatchObject({ settings: input.settings, changed: [] });
  });

  it('takes what Settle still owes a live instance that an earlier rollback restored, not what it lacks', async () => {
    const owed = settingsOf(liveInstance({ MonitoringInterval: 60, MonitoringRoleArn: 'arn:monitoring' }));
    await ledger.put('rollback#earlier', { restoredWith: owed });
    databases = new Databases([live({ TagList: [{ Key: 'knowngood:work', Value: 'earlier' }] })]);
    databases.play();
    expect((await handler(input)).settings.owed).toEqual(owed.owed);
    await ledger.put('rollback#earlier', { restoredWith: owed, settledAt: NOW });
    await ledger.put(`rollback#${input.work}`, {});
    expect((await handler(input)).settings.owed).toMatchObject({ monitoringInterval: 0 });
  });

  it('a second start has the settings of the first, whatever has happened to the live instance since', async () => {
    const first = await handler(input);
    databases.instances.splice(0, 1, live({ DBInstanceClass: 'db.t4g.large' }));
    expect(await handler(input)).toEqual(first);
  });

  it('leaves the zone to RDS where it has no capacity in the one of the original', async () => {
    databases = new Databases([live({ MultiAZ: false, AvailabilityZone: 'sa-east-1a' })]);
    databases.play();
    aws.on('rds', {
      RestoreDBInstanceFromDBSnapshot: ({ AvailabilityZone }) => {
        if (AvailabilityZone === undefined) return { DBInstance: {} };
        throw new InsufficientDBInstanceCapacityFault({ message: 'no capacity', $metadata: {} });
      },
    });
    await handler(input);
    const zones = aws.inputs('rds:RestoreDBInstanceFromDBSnapshot').map(({ AvailabilityZone }) => AvailabilityZone);
    expect(zones).toEqual(['sa-east-1a', undefined]);
  });

  it('fails with RestoreNotOurs when five names are used up', async () => {
    const names = [NAME, ...[2, 3, 4, 5].map((n) => `${NAME}-${n}`)];
    await prepare(...names.map((name) => restored(name, { DBInstanceStatus: 'failed' })));
    await expect(handler(input)).rejects.toMatchObject(told('RestoreNotOurs', /5 instances restored for/));
  });

  it("fails with RestoreNotOurs at somebody else's instance of that name", async () => {
    await prepare(restored(NAME, { TagList: [] }));
    await expect(handler(input)).rejects.toMatchObject(told('RestoreNotOurs', /expected that name to be free/));
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('of an execution that lost the environment restores nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(databases.instances).toHaveLength(1);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input),
    calls: [
      ...['dynamodb:GetItem', 'rds:DescribeDBInstances', 'dynamodb:TransactWriteItems'],
      ...['rds:RestoreDBInstanceFromDBSnapshot', 'dynamodb:UpdateItem'],
    ],
    left: () => databases.instances,
  });
});

describe('restore-database that finds its own', () => {
  everyCall({
    prepare: () => prepare(restored(NAME)),
    run: () => handler(input),
    calls: [
      'dynamodb:GetItem',
      'dynamodb:TransactWriteItems',
      'rds:RestoreDBInstanceFromDBSnapshot',
      'rds:DescribeDBInstances',
      'dynamodb:UpdateItem',
    ],
    left: () => databases.instances,
  });
});

describe('an instance that was kept', () => {
  const { snapshot: _, ...every } = restorePoint;
  const kept = { ...input, restorePoint: { ...every, kept: 'survey', resourceId: 'db-1' } };

  it('is taken as it is, and tagged as no longer quarantined: the next release would be refused', async () => {
    await prepare();
    expect(await handler(kept)).toMatchObject({ instance: 'survey', kept: true, changed: [] });
    expect(aws.called().filter((call) => call.startsWith('rds:Restore'))).toEqual([]);
    expect(aws.inputs('rds:AddTagsToResource')).toEqual([
      { ResourceName: 'arn:rds:db:survey', Tags: TAGS.slice(0, 3) },
    ]);
  });

  it('is refused where another instance has its name', async () => {
    await prepare();
    await expect(
      handler({ ...kept, restorePoint: { ...kept.restorePoint, resourceId: 'db-7' } }),
    ).rejects.toMatchObject({ name: 'RestoreNotOurs', message: expect.stringContaining('expected db-7') });
  });
});
