import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/begin-backup-drill/contract.ts';
import { handler } from '../../../lambdas/database/begin-backup-drill/handler.ts';
import { NOTHING } from '../nothing.ts';
import { knownGood, NOW, pointInTime, release, restorePoint, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { backupOf, Databases, liveInstance, snapshotOf } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';
import { DRILL, EXECUTION, running, THROW_AWAY } from './drilled.ts';

const input: Input = {
  ...{ now: NOW, startedAt: NOW, name: 'x-33445566', execution: EXECUTION, instance: 'survey' },
  pointer: { parameter: '/survey/database/host', format: 'host' },
};
let databases: Databases;
let executions: Executions;

const prepare = async () => {
  parameters(new Map([['/survey/database/host', 'survey.rds']]));
  databases = new Databases(
    [
      liveInstance({
        AllocatedStorage: 100,
        DeletionProtection: true,
        TagList: [{ Key: 'backup-plan', Value: 'daily' }],
      }),
    ],
    [
      snapshotOf(restorePoint.snapshot, {
        SnapshotDatabaseTime: new Date('2026-11-24T13:06:00.000Z'),
        TagList: [{ Key: 'knowngood', Value: 'sandbox' }],
      }),
    ],
  );
  databases.play();
  executions = new Executions();
  executions.play();
  await ledger.put('status', status());
  await ledger.put('release#r1', release({ restorePoint, knownGood: knownGood() }));
};
beforeEach(prepare);

const why = async () => {
  const { refused } = await handler(input);
  return refused?.result.kind === 'refused' ? refused.result.why : [];
};

describe('begin-backup-drill', () => {
  it('chooses the newest restore point of the ledger, and notes it before anything is made', async () => {
    const { work, instance, drilled, refused } = await handler(input);
    expect({ work, instance, refused }).toEqual({ work: DRILL, instance: THROW_AWAY, refused: null });
    expect(drilled).toMatchObject({ point: restorePoint, at: '2026-11-24T13:06:00.000Z', recoveryPointMinutes: 5 });
    expect(await ledger.read('backup-drill')).toMatchObject({ turn: 1, running: { id: DRILL, execution: EXECUTION } });
  });

  it('restores with what a rollback would, and with nothing that lasts, lets in or is picked up by others', async () => {
    expect((await handler(input)).drilled?.settings).toMatchObject({
      ...{ instanceClass: 'db.t4g.medium', securityGroups: ['sg-1'], parameterGroup: 'survey-parameters' },
      ...{
        deletionProtection: false,
        backupRetentionDays: 0,
        multiAz: false,
        publiclyAccessible: false,
        tags: NOTHING,
      },
    });
  });

  it('takes an older restore point where the newest is gone, however old', async () => {
    await ledger.put(
      'release#r2',
      release({ id: 'r2', restorePoint: { ...restorePoint, snapshot: 'gone' }, knownGood: knownGood() }),
    );
    databases.snapshots[0] = snapshotOf(restorePoint.snapshot, {
      ...{ SnapshotDatabaseTime: new Date('2025-01-01T00:00:00.000Z') },
      TagList: [{ Key: 'knowngood', Value: 'sandbox' }],
    });
    expect((await handler(input)).drilled).toMatchObject({ at: '2025-01-01T00:00:00.000Z', recoveryPointMinutes: 5 });
  });

  it('takes a point in time that a release has recorded', async () => {
    await ledger.put('release#r1', release({ restorePoint: pointInTime, knownGood: knownGood() }));
    databases.backups = [backupOf('db-1')];
    expect((await handler(input)).drilled).toMatchObject({ point: pointInTime, at: '2026-11-24T13:05:00.000Z' });
  });

  it('takes the last time of the automated backups where the ledger has nothing', async () => {
    await ledger.put('release#r1', release({ restorePoint: null, knownGood: knownGood() }));
    expect((await handler(input)).drilled).toMatchObject({
      point: { resourceId: 'db-1', pointInTime: '2026-11-24T14:05:00.000Z', before: { known: false } },
      recoveryPointMinutes: 5,
    });
  });

  it('tells the age of the restore point where there are no automated backups', async () => {
    databases.instances[0] = liveInstance({ LatestRestorableTime: undefined });
    expect((await handler(input)).drilled?.recoveryPointMinutes).toBe(64);
  });

  it('is refused where there is nothing to restore', async () => {
    databases.snapshots.splice(0);
    databases.instances[0] = liveInstance({ LatestRestorableTime: undefined });
    expect(await why()).toEqual([
      expect.stringMatching(
        /^there is no restore point that could be restored \(the snapshot survey-kg-restore-point-r1 does not exist/,
      ),
    ]);
    expect(await ledger.read('backup-drill')).toBeUndefined();
  });

  it.each(['releasing', 'rolling-back', 'frozen'] as const)(
    'competes with nobody: the environment is %s',
    async (now) => {
      await ledger.put('status', status({ status: now }));
      expect(await why()).toEqual([expect.stringMatching(`the environment is ${now} \\(w1\\)`)]);
    },
  );

  it.each(['DBInstances', 'AllocatedStorage'])(
    'leaves room for a rollback in the quota of %s',
    async (AccountQuotaName) => {
      const one = AccountQuotaName === 'DBInstances' ? 1 : 100;
      databases.quotas = [{ AccountQuotaName, Max: 10 * one, Used: 8 * one }];
      expect(await why()).toEqual([]);
      databases.quotas = [{ AccountQuotaName, Max: 10 * one, Used: 9 * one }];
      await ledger.put('backup-drill', running({ running: null }));
      expect(await why()).toEqual([expect.stringContaining(`expected room for ${2 * one} more`)]);
    },
  );

  it('is refused while another one runs, and begins after one that was cut off', async () => {
    const other = { ...running().running, id: 'other', execution: 'arn:other' } as NonNullable<
      ReturnType<typeof running>['running']
    >;
    await ledger.put('backup-drill', running({ running: other }));
    executions.known['arn:other'] = { status: 'RUNNING' };
    expect(await why()).toEqual(['the backup drill other still runs; expected one at a time']);
    executions.known['arn:other'] = { status: 'ABORTED' };
    expect((await handler(input)).refused).toBeNull();
    expect(await ledger.read('backup-drill')).toMatchObject({ turn: 2, running: { id: DRILL } });
  });

  it('of two that begin at once, lets one begin', async () => {
    const [one, other] = await Promise.all([
      handler(input),
      handler({ ...input, name: 'y-99887766', execution: 'arn:y' }),
    ]);
    expect([one.drilled, other.drilled].filter((drilled) => drilled !== null)).toHaveLength(1);
    const [begun, refused] = one.drilled === null ? [other, one] : [one, other];
    expect(refused.refused).toEqual({
      ...{ id: refused.work, startedAt: NOW, finishedAt: NOW, point: null, at: null, recoveryPointMinutes: null },
      result: {
        kind: 'refused',
        why: [`the backup drill ${begun.work} began at the same moment; expected one at a time`],
      },
      left: null,
    });
  });

  it('is refused where the pointer leads to no database', async () => {
    parameters(new Map([['/survey/database/host', 'elsewhere']]));
    expect(await why()).toEqual(['the pointer leads to no database of this account and Region; expected the live one']);
  });
});

everyCall({
  prepare,
  run: () => handler(input),
  calls: [
    ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'rds:DescribeAccountAttributes'],
    ...['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'ssm:GetParameter'],
  ],
});
