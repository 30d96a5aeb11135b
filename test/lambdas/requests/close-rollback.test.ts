import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { incidentTaken } from '../../../lambdas/ledger/incident.ts';
import type { Input } from '../../../lambdas/requests/close-rollback/contract.ts';
import { handler } from '../../../lambdas/requests/close-rollback/handler.ts';
import { LOCK, NOW, person, release, rollback, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';
import { lossOf } from '../writes.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  rollback: 'b1',
  ...{
    incident: 'i1',
    because: ['it is the newest change'],
    lost: lossOf({}, 3),
    countedAt: '2026-11-24T14:05:00.000Z',
  },
  outcome: 'done',
  passedOver: null,
  undone: ['r2', 'r1'],
  quarantined: 'survey',
  restored: 'survey-kg-1',
  ...{ serving: null, baseline: null, forward: false },
  ...change,
});
const FINISHED = '2026-11-24T13:30:00.000Z';
const prepare = async () => {
  await ledger.put('status', status({ status: 'rolling-back', work: 'b1', incident: 'i1' }));
  await ledger.put('rollback#b1', rollback());
  await ledger.put('release#r1', release({ id: 'r1', outcome: 'good', finishedAt: FINISHED }));
  await ledger.put('release#r2', release({ id: 'r2', outcome: 'running', finishedAt: null }));
};
beforeEach(prepare);

describe('close-rollback', () => {
  it('ends its part of the incident, with what was counted and how long users saw the page', async () => {
    await ledger.put('incident#i1', incidentTaken(undefined, rollback({ incident: 'i1' }), undefined));
    const lastPage = { since: '2026-11-24T14:01:00.000Z', until: '2026-11-24T14:08:00.000Z' };
    await ledger.put('status', status({ status: 'rolling-back', work: 'b1', incident: 'i1', lastPage }));
    expect(await handler(input())).toEqual({ outcome: 'done', outage: lastPage });
    expect(await ledger.read('incident#i1')).toMatchObject({
      whole: true,
      outage: lastPage,
      executions: { b1: { outcome: 'done', endedAt: NOW, because: ['it is the newest change'] } },
      counts: [{ rollback: 'b1', at: '2026-11-24T14:05:00.000Z', lost: { total: 3 } }],
    });
  });

  it('keeps every count of its own with its time, in place of those that a first run of it wrote', async () => {
    const others = { rollback: 'b0', at: '2026-11-24T13:50:00.000Z', lost: { known: true, total: 9 } } as const;
    const before = incidentTaken(undefined, rollback({ incident: 'i1' }), undefined);
    await ledger.put('incident#i1', { ...before, counts: [others] });
    const counts = [
      { which: 'first', at: '2026-11-24T14:03:00.000Z', tookMs: 85, lost: { known: true, total: 2 } },
      { which: 'last', at: '2026-11-24T14:05:00.000Z', tookMs: 1_240, lost: { known: true, total: 3 } },
    ] as const;
    await handler(input({ counts }));
    const kept = [others, ...counts.map((one) => ({ rollback: 'b1', ...one }))];
    expect(await ledger.read('incident#i1')).toMatchObject({ counts: kept });
    await ledger.put('status', status({ status: 'rolling-back', work: 'b1', incident: 'i1' }));
    await handler(input({ counts }));
    expect((await ledger.read('incident#i1'))?.['counts']).toEqual(kept);
  });

  it('frees the environment and ends the rollback, with the databases it left behind and made', async () => {
    expect(await handler(input())).toEqual({ outcome: 'done', outage: null });
    expect(await ledger.all()).toMatchObject({
      status: { status: 'open', holder: null, incident: null },
      'rollback#b1': {
        outcome: 'done',
        finishedAt: NOW,
        release: 'r2',
        quarantined: 'survey',
        restored: 'survey-kg-1',
      },
    });
  });

  it('ends every release it undid, and leaves the moment at which one had ended before', async () => {
    await handler(input());
    expect(await ledger.all()).toMatchObject({
      'release#r1': { outcome: 'rolled-back', finishedAt: FINISHED },
      'release#r2': { outcome: 'rolled-back', finishedAt: NOW },
    });
  });

  it('that went forward again leaves the release to a person’s word, and records where the database is', async () => {
    await ledger.put('incident#i1', incidentTaken(undefined, rollback({ incident: 'i1' }), undefined));
    const serving = { resourceId: 'db-1', host: 'survey.rds', port: 5432 };
    await handler(input({ undone: ['r2'], forward: true, serving, baseline: { known: false, why: 'x' } }));
    expect(await ledger.read('release#r2')).toMatchObject({ outcome: 'unobserved', reopened: { incident: 'i1' } });
    expect(await ledger.read('rollback#b1')).toMatchObject({ forward: true, serving, baseline: { known: false } });
  });

  it.each([
    ['nothing-to-undo', 'failed'],
    ['reopen', 'unobserved'],
  ] as const)('that ends %s leaves its release %s', async (outcome, left) => {
    await handler(input({ outcome, undone: ['r2'] }));
    expect(await ledger.read('release#r2')).toMatchObject({ outcome: left });
  });

  it.each(['done', 'notify-only', 'reopen'] as const)(
    'that ends %s ends the release it only stopped as stopped, which shields nothing any more',
    async (outcome) => {
      await ledger.put('release#r3', release({ id: 'r3', outcome: 'running', finishedAt: null, switched: {} }));
      await handler(input({ outcome, passedOver: 'r3', undone: ['r1'] }));
      expect(await ledger.read('release#r3')).toMatchObject({ outcome: 'stopped', finishedAt: NOW });
      expect(await ledger.read('release#r2')).toMatchObject({ outcome: 'running' });
    },
  );

  it('that was only reported ends no release', async () => {
    await handler(input({ outcome: 'notify-only', quarantined: null, restored: null }));
    expect(await ledger.all()).toMatchObject({
      'rollback#b1': { outcome: 'notify-only', release: null, quarantined: null, restored: null },
      'release#r1': { outcome: 'good' },
      'release#r2': { outcome: 'running' },
    });
  });

  it('of an execution that lost the environment ends nothing: LockLost', async () => {
    await ledger.put('status', status({ status: 'rolling-back', holder: 'arn:other', fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(await ledger.read('rollback#b1')).toMatchObject({ outcome: 'running' });
  });

  it('notes on a release that a person reopened who did, and why: alarms are held off it', async () => {
    const trigger = person({ requestedBy: 'Ana', reason: 'Not to blame', decision: 'reopen' });
    await ledger.put('rollback#b1', rollback({ incident: 'i1', trigger }));
    await handler(input({ outcome: 'reopen', undone: ['r2'], quarantined: null, restored: null }));
    expect(await ledger.read('release#r2')).toMatchObject({
      outcome: 'unobserved',
      reopened: { at: NOW, by: 'Ana', reason: 'Not to blame', incident: 'i1' },
    });
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'],
  });
});
