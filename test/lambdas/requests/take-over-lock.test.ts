import '../stub/before-handlers.ts';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/take-over-lock/contract.ts';
import { handler } from '../../../lambdas/requests/take-over-lock/handler.ts';
import { NOW, person, rollback, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  id: 'b2',
  trigger: person(),
  holder: 'arn:mine',
  now: NOW,
  ...change,
});
const LOCK = { holder: 'arn:mine', fence: 2 };
const releasing = () => ledger.put('status', status({ status: 'releasing', holder: 'arn:release', work: 'r1' }));
beforeEach(releasing);

describe('take-over-lock', () => {
  it('takes the environment from a release, which is to be stopped', async () => {
    expect(await handler(input())).toEqual({
      lock: LOCK,
      incident: 'incident-b2',
      work: 'b2',
      release: 'r1',
      execution: 'arn:release',
      inFlight: false,
    });
    expect(await ledger.all()).toMatchObject({
      status: { status: 'rolling-back', holder: 'arn:mine', fence: 2, work: 'b2', incident: 'incident-b2' },
      'rollback#b2': {
        outcome: 'running',
        execution: 'arn:mine',
        takenFrom: { release: 'r1', execution: 'arn:release' },
      },
    });
  });

  it('says that a step of the last holder may be in flight, and keeps its intent', async () => {
    const intents = { 'switch-service web': NOW };
    await ledger.put('status', status({ status: 'releasing', holder: 'arn:release', work: 'r1', intents }));
    expect(await handler(input())).toMatchObject({ inFlight: true });
    expect(await ledger.read('status')).toMatchObject({ intents });
  });

  it('takes an open environment from nobody', async () => {
    await ledger.put('status', status({ holder: null }));
    expect(await handler(input())).toMatchObject({ lock: LOCK, work: 'b2', release: null, execution: null });
  });

  it.each(['frozen', 'rolling-back'] as const)(
    'goes on with a rollback that is %s: under its name, and with what that one took the environment from',
    async (found) => {
      await ledger.put('status', status({ status: found, holder: null, work: 'b1', incident: 'i1' }));
      const takenFrom = { release: 'r1', execution: 'arn:release' };
      await ledger.put('rollback#b1', rollback({ id: 'b1', work: 'b0', takenFrom }));
      expect(await handler(input({ trigger: person({ incident: 'i1' }) }))).toMatchObject({
        incident: 'i1',
        work: 'b0',
        ...takenFrom,
      });
    },
  );

  it('fails with LockBusy when another rollback was faster, and writes no record of its own', async () => {
    const before = await ledger.raw('status');
    let looks = 0;
    aws.on('dynamodb', { GetItem: async () => ({ Item: looks++ === 0 ? before : await ledger.raw('status') }) });
    await ledger.put('status', status({ status: 'rolling-back', holder: 'arn:faster', work: 'b9', fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockBusy', /taken by b9 \(arn:faster\).*Nothing was/));
    expect(await ledger.read('rollback#b2')).toBeUndefined();
  });

  it('knows its own lock again when the answer to its taking was lost and the token of the request forgotten', async () => {
    aws.on('dynamodb', {
      TransactWriteItems: async () => {
        await ledger.put('status', status({ status: 'rolling-back', holder: 'arn:mine', fence: 2, incident: 'i2' }));
        throw new TransactionCanceledException({ message: 'cancelled', CancellationReasons: [], $metadata: {} });
      },
    });
    expect(await handler(input())).toMatchObject({ lock: LOCK, incident: 'i2' });
  });

  everyCall({
    prepare: releasing,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'],
  });
});
