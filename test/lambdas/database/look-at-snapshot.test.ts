import '../stub/before-handlers.ts';
import type { DBSnapshot } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/look-at-snapshot/contract.ts';
import { handler } from '../../../lambdas/database/look-at-snapshot/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { Databases, snapshotOf } from '../stub/rds.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: NOW,
  snapshot: 's1',
  limitMinutes: 60,
  ...change,
});
const tooLate = input({ moment: moment({ now: later(61 * 60) }) });
const prepare = (...snapshots: DBSnapshot[]) => new Databases([], snapshots).play();
beforeEach(() => prepare(snapshotOf('s1')));

describe('look-at-snapshot', () => {
  it.each([
    [
      'available',
      { Status: 'available', PercentProgress: 100 },
      { available: true, status: 'available', percent: 100 },
    ],
    ['creating', { Status: 'creating', PercentProgress: 40 }, { available: false, status: 'creating', percent: 40 }],
    ['in a status of next year', { Status: 'sealing' }, { available: false, status: 'sealing', percent: 0 }],
  ])('sees that it is %s', async (_what, change, seen) => {
    prepare(snapshotOf('s1', change));
    expect(await handler(input())).toEqual(seen);
  });

  it('waits for one that is not visible yet', async () => {
    prepare();
    expect(await handler(input())).toEqual({ available: false, status: 'not visible yet', percent: 0 });
  });

  it.each(['failed', 'deleting', 'deleted', 'incompatible-restore', 'incompatible-parameters'])(
    'fails with SnapshotFailed when it is %s',
    async (Status) => {
      prepare(snapshotOf('s1', { Status }));
      await expect(handler(input())).rejects.toMatchObject(told('SnapshotFailed', new RegExp(`s1 is ${Status};`)));
    },
  );

  it('fails with TookTooLong, unless it is available by then', async () => {
    prepare(snapshotOf('s1', { Status: 'creating', PercentProgress: 40 }));
    await expect(handler(tooLate)).rejects.toMatchObject(told('TookTooLong', /the snapshot s1 \(creating, 40%\)/));
    prepare(snapshotOf('s1'));
    expect(await handler(tooLate)).toMatchObject({ available: true });
  });

  it('has the whole time again after a redrive', async () => {
    prepare(snapshotOf('s1', { Status: 'creating' }));
    const redriven = moment({ now: later(61 * 60), redrivenAt: later(30 * 60) });
    expect(await handler(input({ moment: redriven }))).toMatchObject({ available: false });
  });

  everyCall({
    prepare: () => prepare(snapshotOf('s1')),
    run: () => handler(input()),
    calls: ['rds:DescribeDBSnapshots'],
  });
});
