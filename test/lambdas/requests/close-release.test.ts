import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/close-release/contract.ts';
import { handler } from '../../../lambdas/requests/close-release/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, NOW, release, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  release: 'r1',
  ended: 'watched',
  observed: true,
  ...change,
});
const prepare = async () => {
  await ledger.put('status', status({ status: 'releasing', work: 'r1', intents: { x: NOW } }));
  await ledger.put('release#r1', release({ outcome: 'running', finishedAt: null }));
};
beforeEach(prepare);

describe('close-release', () => {
  it.each<[string, Partial<Input>, string]>([
    ['watched with data', {}, 'good'],
    ['watched without any data', { observed: false }, 'unobserved'],
    ['refused', { ended: 'refused', observed: null }, 'refused'],
  ])('frees the environment and ends the release: %s', async (_how, change, outcome) => {
    expect(await handler(input(change))).toEqual({ outcome });
    expect(await ledger.all()).toMatchObject({
      status: { status: 'open', holder: null, since: NOW, intents: NOTHING, incident: null, fence: 1, work: 'r1' },
      'release#r1': { outcome, finishedAt: NOW },
    });
  });

  it('of an execution that lost the environment ends nothing: LockLost', async () => {
    await ledger.put('status', status({ status: 'rolling-back', holder: 'arn:rollback', fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(
      told('LockLost', /held by arn:rollback with fencing number 2/),
    );
    expect(await ledger.read('release#r1')).toMatchObject({ outcome: 'running' });
  });

  everyCall({ prepare, run: () => handler(input()), calls: ['dynamodb:TransactWriteItems'] });
});
