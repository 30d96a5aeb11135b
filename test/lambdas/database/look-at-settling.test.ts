import '../stub/before-handlers.ts';
import type { DBInstance, DBSnapshot } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../../../lambdas/database/instances.ts';
import type { Input } from '../../../lambdas/database/look-at-settling/contract.ts';
import { handler } from '../../../lambdas/database/look-at-settling/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { Databases, liveInstance, snapshotOf } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const settings = settingsOf(liveInstance({ MonitoringInterval: 60 }));
const input = (change: Partial<Input['settling']> = {}, now = NOW): Input => ({
  moment: moment({ now }),
  since: NOW,
  settling: { rollback: 'rb1', instance: 'survey', safetySnapshot: 's1', settings, ...change },
  limitMinutes: 600,
});
const prepare = (instance: DBInstance = {}, snapshot: DBSnapshot = {}) =>
  new Databases([liveInstance({ MonitoringInterval: 60, ...instance })], [snapshotOf('s1', snapshot)]).play();
beforeEach(() => prepare());

describe('look-at-settling', () => {
  it('finds a settled database as the replaced one was', async () => {
    expect(await handler(input())).toEqual({
      settled: true,
      status: 'available',
      snapshotStatus: 'available',
      differences: [],
    });
  });

  it('tells, once it is settled, each setting that is not', async () => {
    prepare({ MonitoringInterval: 0, MultiAZ: false });
    expect(await handler(input())).toMatchObject({
      settled: true,
      differences: [
        'multiAz: false; the replaced instance had true',
        'monitoringInterval: 0; the replaced instance had 60',
      ],
    });
  });

  it.each<[string, DBInstance, DBSnapshot, object]>([
    ['the first backup of the instance', { DBInstanceStatus: 'backing-up' }, {}, { status: 'backing-up' }],
    ['the safety snapshot', {}, { Status: 'creating' }, { snapshotStatus: 'creating' }],
    ['an instance that RDS does not show', { DBInstanceIdentifier: 'other' }, {}, { status: 'missing' }],
  ])('waits for %s, and compares nothing before', async (_what, instance, snapshot, seen) => {
    prepare(instance, snapshot);
    expect(await handler(input())).toMatchObject({ settled: false, differences: [], ...seen });
  });

  it.each([
    ['that failed', { Status: 'failed' }, 's1', 'failed'],
    ['that is gone', { DBSnapshotIdentifier: 'other' }, 's1', 'deleted'],
    ['that was never made', {}, null, 'none'],
  ])('does not wait for a safety snapshot %s', async (_what, snapshot, safetySnapshot, snapshotStatus) => {
    prepare({}, snapshot);
    expect(await handler(input({ safetySnapshot }))).toMatchObject({ settled: true, snapshotStatus });
  });

  it('fails with TookTooLong', async () => {
    prepare({ DBInstanceStatus: 'backing-up' });
    await expect(handler(input({}, later(601 * 60)))).rejects.toMatchObject(
      told('TookTooLong', /survey \(backing-up\) and its safety snapshot \(available\) to settle/),
    );
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'] });
});
