import '../stub/before-handlers.ts';
import type { DBInstance, DBSnapshot } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/look-at-settling/contract.ts';
import { handler } from '../../../lambdas/database/look-at-settling/handler.ts';
import { settingsOf } from '../../../lambdas/database/settings.ts';
import type { Attempts } from '../../../lambdas/model/settling.ts';
import { NOT_WARMED } from '../../../lambdas/model/warmth.ts';
import { later, moment, NOW, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { Databases, liveInstance, snapshotOf } from '../stub/rds.ts';
import { parameters } from '../stub/stored.ts';
import { told } from '../stub/told.ts';

const settings = settingsOf(liveInstance({ MonitoringInterval: 60 }));
const POINTER = '/survey/database/host';
const input = (change: Partial<Input['settling']> = {}, now = NOW, attempts?: Attempts): Input => ({
  moment: moment({ now }),
  since: NOW,
  pointer: { parameter: POINTER, format: 'host' },
  attempts: attempts ?? { tried: [], refused: [] },
  settling: {
    warmth: NOT_WARMED,
    ...{ rollback: 'rb1', work: 'rb1', instance: 'survey', safetySnapshot: 's1', settings, changed: [] },
    ...change,
  },
  limitMinutes: 600,
});
const prepare = async (instance: DBInstance = {}, snapshot: DBSnapshot = {}, held = status()) => {
  new Databases([liveInstance({ MonitoringInterval: 60, ...instance })], [snapshotOf('s1', snapshot)]).play();
  parameters(new Map([[POINTER, 'survey.rds']]));
  await ledger.put('status', held);
};
beforeEach(() => prepare());

describe('look-at-settling', () => {
  it('finds a settled database as the replaced one was', async () => {
    expect(await handler(input())).toEqual({
      ...{ settled: true, replaced: false, owed: false },
      ...{ status: 'available', snapshotStatus: 'available', differences: [] },
    });
  });

  it('tells, once it is settled, each setting that is not', async () => {
    await prepare({ MultiAZ: false, EngineVersion: '17.6' });
    expect(await handler(input())).toMatchObject({
      settled: true,
      differences: [
        { setting: 'multiAz', found: 'false', had: 'true' },
        { setting: 'EngineVersion', found: '17.6', had: '17.4' },
      ],
    });
  });

  it.each<[string, DBInstance, DBSnapshot, object]>([
    ['the first backup of the instance', { DBInstanceStatus: 'backing-up' }, {}, { status: 'backing-up' }],
    ['the safety snapshot', {}, { Status: 'creating' }, { snapshotStatus: 'creating' }],
    ['an instance that RDS does not show', { DBInstanceIdentifier: 'other' }, {}, { status: 'missing' }],
  ])('waits for %s, and compares nothing before', async (_what, instance, snapshot, seen) => {
    await prepare(instance, snapshot);
    expect(await handler(input())).toMatchObject({ settled: false, owed: false, differences: [], ...seen });
  });

  it.each([
    ['that failed', { Status: 'failed' }, 's1', 'failed'],
    ['that is gone', { DBSnapshotIdentifier: 'other' }, 's1', 'deleted'],
    ['that was never made', {}, null, 'none'],
  ])('does not wait for a safety snapshot %s', async (_what, snapshot, safetySnapshot, snapshotStatus) => {
    await prepare({}, snapshot);
    expect(await handler(input({ safetySnapshot }))).toMatchObject({ settled: true, snapshotStatus });
  });

  it('does not wait for storage that RDS optimizes for a day, in which it takes changes and snapshots', async () => {
    await prepare({ DBInstanceStatus: 'storage-optimization' });
    expect(await handler(input())).toMatchObject({ settled: true, status: 'storage-optimization' });
  });

  it.each<[string, DBInstance, Partial<ReturnType<typeof status>>, boolean]>([
    ['the instance is at rest', {}, {}, true],
    ['its storage is optimized', { DBInstanceStatus: 'storage-optimization' }, {}, true],
    ['the environment is frozen', {}, { status: 'frozen' }, true],
    ['it is backed up', { DBInstanceStatus: 'backing-up' }, {}, false],
    ['it is changed', { DBInstanceStatus: 'configuring-enhanced-monitoring' }, {}, false],
    ['a release holds the environment', {}, { status: 'releasing' }, false],
    ['a rollback holds the environment', {}, { status: 'rolling-back' }, false],
  ])('while %s, a setting is owed: it is to be applied now, or later', async (_what, instance, held, owed) => {
    await prepare({ MonitoringInterval: 0, ...instance }, {}, status(held));
    expect(await handler(input())).toMatchObject({ settled: false, owed, differences: [] });
  });

  it('what RDS refused is not owed any more, and told as a difference', async () => {
    await prepare({ MonitoringInterval: 0 });
    const attempts: Attempts = { tried: [], refused: [{ change: 'monitoring', of: '', cause: 'no' }] };
    expect(await handler(input({}, NOW, attempts))).toMatchObject({
      settled: true,
      differences: [{ setting: 'monitoringInterval', found: '0', had: '60' }],
    });
  });

  it('ends for an instance that a second rollback has replaced, whatever is owed to it', async () => {
    await prepare({ MonitoringInterval: 0, DBInstanceStatus: 'backing-up' });
    parameters(new Map([[POINTER, 'survey-kg-2.rds']]));
    expect(await handler(input())).toMatchObject({ settled: true, replaced: true, owed: false, differences: [] });
  });

  it('fails with TookTooLong', async () => {
    await prepare({ DBInstanceStatus: 'backing-up' });
    await expect(handler(input({}, later(601 * 60)))).rejects.toMatchObject(
      told('TookTooLong', /survey \(backing-up\) and its safety snapshot \(available\) to settle/),
    );
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'dynamodb:GetItem', 'ssm:GetParameter'],
  });
});
