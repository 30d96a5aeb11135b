import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Ending } from '../../../lambdas/database/publish-backup-drill/contract.ts';
import { handler } from '../../../lambdas/database/publish-backup-drill/handler.ts';
import { later, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { DRILL, running } from './drilled.ts';

const ending: Ending = {
  ...{ now: later(1_200), work: DRILL, left: null },
  outcome: {
    ...{ kind: 'proven', askedAt: NOW, readyAt: later(630), provenAt: later(700) },
    proof: ['table surveys: 1200 rows'],
  },
};
const failing: Ending = { ...ending, outcome: { kind: 'failed', error: 'ProofFailed', cause: 'not fit' } };

const prepare = async () => {
  aws.on('monitoring', { PutMetricData: () => ({}) });
  await ledger.put('backup-drill', running());
};
beforeEach(prepare);

const published = () => {
  const { Namespace, MetricData } = aws.inputs('monitoring:PutMetricData').at(-1) as {
    Namespace: string;
    MetricData: { MetricName: string; Value: number; Dimensions: unknown[] }[];
  };
  expect(Namespace).toBe('KnownGood');
  for (const { Dimensions } of MetricData) expect(Dimensions).toEqual([{ Name: 'Environment', Value: 'sandbox' }]);
  return Object.fromEntries(MetricData.map(({ MetricName, Value }) => [MetricName, Value]));
};

describe('publish-backup-drill', () => {
  it('notes how a drill ended, with begun minutes as whole ones, and publishes it', async () => {
    const { ended } = await handler(ending);
    expect(ended).toMatchObject({
      ...{ id: DRILL, point: 'survey-kg-restore-point-r1', recoveryPointMinutes: 5, left: null },
      result: { kind: 'proven', readyMinutes: 11, provenMinutes: 12 },
    });
    expect(await ledger.read('backup-drill')).toMatchObject({
      running: null,
      last: { id: DRILL },
      proven: { id: DRILL },
    });
    expect(published()).toEqual({
      ...{ RecoveryMinutes: 12, RecoveryPointMinutes: 5, BackupDrillFailed: 0, HoursSinceBackupDrill: 0 },
    });
  });

  it('publishes the newest measures again every hour, and how long ago they were taken', async () => {
    await handler(ending);
    await handler({ time: later(1_200 + 7_200) });
    expect(published()).toMatchObject({ RecoveryMinutes: 12, HoursSinceBackupDrill: 2 });
  });

  it('says that a drill has failed, and keeps what the one before had measured', async () => {
    await handler(ending);
    await ledger.put('backup-drill', { ...(await ledger.read('backup-drill')), running: running().running });
    await handler({ ...failing, now: later(8_400) });
    expect(published()).toEqual({
      ...{ RecoveryMinutes: 12, RecoveryPointMinutes: 5, BackupDrillFailed: 1, HoursSinceBackupDrill: 2 },
    });
  });

  it('says that a proven one has failed which has left its database', async () => {
    await handler({ ...ending, left: { instance: 'survey-kgdrill-1', cause: 'denied' } });
    expect(published()).toMatchObject({ BackupDrillFailed: 1 });
  });

  it('says neither of one that gave way to a rollback', async () => {
    const { ended } = await handler({ ...failing, outcome: { kind: 'failed', error: 'GaveWay', cause: 'rollback' } });
    expect(ended?.result.kind).toBe('gave-way');
    expect(published()).toEqual({ HoursSinceBackupDrill: expect.any(Number) });
  });

  it('counts from the first look where no drill has ever come: what nobody measured is absent, never zero', async () => {
    await aws.anew();
    aws.on('monitoring', { PutMetricData: () => ({}) });
    expect(await handler({ time: NOW })).toEqual({ ended: null });
    await handler({ time: later(3_600) });
    expect(published()).toEqual({ HoursSinceBackupDrill: 1 });
  });

  it('leaves the record of a drill that has begun since', async () => {
    const newer = running({ turn: 2 });
    await ledger.put('backup-drill', { ...newer, running: { ...newer.running, id: 'newer' } });
    await handler(failing);
    expect(await ledger.read('backup-drill')).toMatchObject({ turn: 2, running: { id: 'newer' }, last: null });
  });
});

everyCall({
  prepare,
  run: () => handler(ending),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'monitoring:PutMetricData'],
});
