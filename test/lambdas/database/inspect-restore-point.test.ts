import '../stub/before-handlers.ts';
import type { DBSnapshot } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/inspect-restore-point/contract.ts';
import { handler } from '../../../lambdas/database/inspect-restore-point/handler.ts';
import { liveDatabase, NOW, restorePoint } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { Databases, snapshotOf } from '../stub/rds.ts';

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
    expect(await handler(input)).toEqual({ fit: true, problems: [], snapshotTime: TAKEN });
  });

  it('takes another minor version of the engine', async () => {
    prepare(sound({ EngineVersion: '17.9' }));
    expect(await handler(input)).toMatchObject({ fit: true });
  });

  it('finds one that is gone', async () => {
    prepare();
    expect(await handler(input)).toEqual({
      fit: false,
      problems: ['the snapshot survey-kg-restore-point-r1 does not exist; expected it to be kept'],
      snapshotTime: '',
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
    expect(await handler(input)).toEqual({ fit: true, problems: [], snapshotTime: TAKEN });
  });

  everyCall({ prepare: () => prepare(sound()), run: () => handler(input), calls: ['rds:DescribeDBSnapshots'] });
});
