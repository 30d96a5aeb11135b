import '../stub/before-handlers.ts';
import {
  type DBInstanceAutomatedBackup,
  DBInstanceAutomatedBackupNotFoundFault,
  type DBSnapshot,
} from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/inspect-restore-point/contract.ts';
import { handler } from '../../../lambdas/database/inspect-restore-point/handler.ts';
import { liveDatabase, NOW, pointInTime, restorePoint } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { backupOf, Databases, snapshotOf } from '../stub/rds.ts';

const input: Input = {
  now: NOW,
  restorePoint,
  database: liveDatabase,
  oldestHours: 24,
};
const TAKEN = '2026-11-24T13:10:00.000Z';
const sound = (change: DBSnapshot = {}) =>
  snapshotOf(restorePoint.snapshot, {
    SnapshotDatabaseTime: new Date(TAKEN),
    TagList: [{ Key: 'knowngood', Value: 'sandbox' }],
    ...change,
  });
const prepare = (...snapshots: DBSnapshot[]) => new Databases([], snapshots).play();
beforeEach(() => prepare(sound()));

describe('inspect-restore-point', () => {
  it('finds it fit, and tells of which moment it is', async () => {
    expect(await handler(input)).toEqual({ fit: true, ahead: false, problems: [], time: TAKEN });
  });

  it('takes another minor version of the engine', async () => {
    prepare(sound({ EngineVersion: '17.9' }));
    expect(await handler(input)).toMatchObject({ fit: true });
  });

  it('finds one that is gone', async () => {
    prepare();
    expect(await handler(input)).toEqual({
      fit: false,
      ahead: false,
      problems: ['the snapshot survey-kg-restore-point-r1 does not exist; expected it to be kept'],
      time: '',
    });
  });

  it.each<[string, DBSnapshot, RegExp]>([
    ['is not available', { Status: 'failed' }, /is failed; expected available/],
    ['is not ours', { TagList: [] }, /does not carry the tag knowngood = sandbox/],
    ['is of another instance', { DbiResourceId: 'db-9' }, /is of instance db-9; expected db-1/],
    ['is of another engine', { Engine: 'mysql' }, /engine is mysql; expected postgres/],
    ['is of another major version', { EngineVersion: '16.9' }, /version is 16\.9; expected 17\.4/],
    ['is not encrypted', { Encrypted: false }, /encryption is false; expected true/],
    ['has another key', { KmsKeyId: 'arn:kms:key/9' }, /key is arn:kms:key\/9; expected arn:kms:key\/1/],
    [
      'is too old',
      { SnapshotDatabaseTime: new Date('2026-11-23T13:10:00.000Z') },
      /is 25 hours old; expected at most 24/,
    ],
    ['has no time', { SnapshotDatabaseTime: undefined }, /is Infinity hours old/],
  ])('is not fit when it %s', async (_what, change, problem) => {
    prepare(sound(change));
    const { fit: found, problems } = await handler(input);
    expect(found).toBe(false);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('takes the time of its making where RDS has none of its data', async () => {
    prepare(sound({ SnapshotDatabaseTime: undefined, SnapshotCreateTime: new Date(TAKEN) }));
    expect(await handler(input)).toEqual({ fit: true, ahead: false, problems: [], time: TAKEN });
  });

  everyCall({ prepare: () => prepare(sound()), run: () => handler(input), calls: ['rds:DescribeDBSnapshots'] });
});

describe('inspect-restore-point, of a point in time', () => {
  const SECOND = '2026-11-24T13:05:00.000Z';
  const of: Input = { ...input, restorePoint: pointInTime, now: '2026-11-24T13:08:00.000Z' };
  const hold = (change: DBInstanceAutomatedBackup = {}) => {
    const databases = new Databases([], []);
    databases.backups = [backupOf('db-1', change)];
    databases.play();
  };
  const latest = (time: string) => ({
    RestoreWindow: { EarliestTime: new Date('2026-11-20T00:00:00.000Z'), LatestTime: new Date(time) },
  });
  beforeEach(() => hold());

  it('finds it fit, by the backups of the instance it was recorded of, to the full second', async () => {
    expect(await handler(of)).toEqual({ fit: true, ahead: false, problems: [], time: SECOND });
    expect(aws.inputs('rds:DescribeDBInstanceAutomatedBackups')).toEqual([{ DbiResourceId: 'db-1' }]);
  });

  it('is ahead while its log is not shipped: fit, and to be looked at again', async () => {
    hold(latest('2026-11-24T13:04:59.000Z'));
    expect(await handler(of)).toMatchObject({ fit: true, ahead: true });
    expect(await handler({ ...of, now: '2026-11-24T13:35:00.000Z' })).toMatchObject({ fit: true, ahead: true });
    hold(latest(SECOND));
    expect(await handler(of)).toMatchObject({ fit: true, ahead: false });
  });

  it.each<[string, DBInstanceAutomatedBackup, string, RegExp]>([
    [
      'was not shipped in half an hour',
      latest('2026-11-24T13:04:59.000Z'),
      '2026-11-24T13:35:01.000Z',
      /is after the last that can be restored, 2026-11-24T13:04:59/,
    ],
    [
      'fell out of the retention',
      {
        RestoreWindow: {
          EarliestTime: new Date('2026-11-24T13:05:01.000Z'),
          LatestTime: new Date('2026-11-24T14:00:00.000Z'),
        },
      },
      of.now,
      /is before the first that can be restored, 2026-11-24T13:05:01/,
    ],
    ['has no window', { RestoreWindow: undefined }, of.now, /hold no time to restore to/],
    [
      'is of another major version',
      { EngineVersion: '16.9' },
      of.now,
      /backup's engine version is 16\.9; expected 17\.4/,
    ],
    ['has another key', { KmsKeyId: 'arn:kms:key/9' }, of.now, /backup's key is/],
    [
      'is too old',
      {},
      '2026-11-25T13:35:00.000Z',
      /point in time is 25 hours old|is 24 hours old; expected at most 24/,
    ],
  ])('is not fit when it %s', async (_what, change, now, problem) => {
    hold(change);
    expect(await handler({ ...of, now })).toMatchObject({
      ...{ fit: false, ahead: false, problems: [expect.stringMatching(problem)] },
    });
  });

  it('is not fit when the backups are gone, with the instance or by themselves', async () => {
    new Databases([], []).play();
    expect((await handler(of)).problems).toEqual([expect.stringMatching(/automated backups of instance db-1 hold no/)]);
    aws.on('rds', {
      DescribeDBInstanceAutomatedBackups: () => {
        throw new DBInstanceAutomatedBackupNotFoundFault({ message: 'gone', $metadata: {} });
      },
    });
    expect((await handler(of)).fit).toBe(false);
  });

  everyCall({ prepare: () => hold(), run: () => handler(of), calls: ['rds:DescribeDBInstanceAutomatedBackups'] });
});

describe('an instance that was kept', () => {
  const { snapshot: _, ...every } = restorePoint;
  const kept = { ...input, restorePoint: { ...every, kept: 'survey' } };

  it('is fit while it is there', async () => {
    new Databases().play();
    expect(await handler(kept)).toEqual({ fit: true, ahead: false, problems: [], time: restorePoint.requestedAt });
  });

  it('is not fit when it is gone', async () => {
    new Databases([]).play();
    expect(await handler(kept)).toMatchObject({
      fit: false,
      problems: [expect.stringContaining('not there any more')],
    });
  });
});
