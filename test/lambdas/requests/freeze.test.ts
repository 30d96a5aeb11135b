import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/freeze/contract.ts';
import { handler } from '../../../lambdas/requests/freeze/handler.ts';
import { LOCK, NOW, rollback, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input: Input = {
  lock: LOCK,
  now: NOW,
  rollback: 'b1',
  release: 'r1',
  incident: 'i1',
  because: ['nobody knows how many writes would be lost'],
  lost: { known: false, why: 'the server restarted' },
  countedAt: NOW,
};
const STOPPED = { web: { desiredCount: 2, suspended: null } };
const prepare = async () => {
  await ledger.put('status', status({ status: 'rolling-back', work: 'b1', stopped: STOPPED, maintenanceSince: NOW }));
  await ledger.put('rollback#b1', rollback());
};
beforeEach(prepare);

describe('freeze', () => {
  it('leaves the environment to a person, with the incident to name and the reasons', async () => {
    expect(await handler(input)).toEqual({ incident: 'i1', open: false });
    expect(await ledger.all()).toMatchObject({
      status: { status: 'frozen', holder: null, incident: 'i1', work: 'b1' },
      'rollback#b1': { outcome: 'freeze', finishedAt: NOW, release: 'r1', because: input.because },
    });
  });

  it('ends its part of the incident, in which users see the page from now on', async () => {
    await handler(input);
    expect(await ledger.read('incident#i1')).toMatchObject({
      executions: { b1: { outcome: 'freeze', endedAt: NOW, because: input.because } },
      counts: [{ rollback: 'b1', at: NOW, lost: input.lost }],
      outage: { since: NOW, until: null },
    });
  });

  it('keeps what is stopped and that maintenance mode is raised', async () => {
    await handler(input);
    expect(await ledger.read('status')).toMatchObject({ stopped: STOPPED, maintenanceSince: NOW });
  });

  it.each([
    ['nothing is raised or stopped', {}, true],
    ['the page is raised', { maintenanceSince: NOW }, false],
    ['services are stopped', { stopped: STOPPED }, false],
  ])('says whether users are in: %s', async (_what, change, open) => {
    await ledger.put('status', status({ status: 'rolling-back', work: 'b1', maintenanceSince: null, ...change }));
    expect(await handler(input)).toEqual({ incident: 'i1', open });
  });

  it('of an execution that lost the environment freezes nothing: LockLost', async () => {
    await ledger.put('status', status({ status: 'rolling-back', holder: 'arn:other', fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(await ledger.all()).toMatchObject({
      status: { status: 'rolling-back' },
      'rollback#b1': { outcome: 'running' },
    });
  });

  everyCall({ prepare, run: () => handler(input), calls: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'] });
});
