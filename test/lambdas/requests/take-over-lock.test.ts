import '../stub/before-handlers.ts';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { incidentTaken } from '../../../lambdas/ledger/incident.ts';
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
      origin: { trigger: person(), began: NOW, again: false },
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

  const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'availability', reason: 'Errors above 5 percent' } as const;
  const rang = { ...alarm, at: '2026-11-24T14:00:00.000Z' };
  const decision = person({ incident: 'i1', reason: 'Answers matter more', criterion: 'history' });

  it('goes on with an incident as it began: a decision is part of it, and no new beginning', async () => {
    const first = rollback({ id: 'b1', incident: 'i1', trigger: rang, execution: 'arn:first' });
    await ledger.put('incident#i1', incidentTaken(undefined, first, undefined));
    await ledger.put('status', status({ status: 'frozen', holder: null, work: 'b1', incident: 'i1' }));
    await ledger.put('rollback#b1', first);
    expect(await handler(input({ trigger: decision }))).toMatchObject({
      origin: { trigger: rang, began: rang.at, again: true },
    });
    expect(await ledger.read('incident#i1')).toMatchObject({
      ...{ trigger: rang, began: rang.at, whole: true },
      executions: {
        b1: { execution: 'arn:first' },
        b2: { execution: 'arn:mine', trigger: decision, outcome: 'running' },
      },
    });
  });

  it('of an incident that an older control plane began it keeps what the ledger knows, and says that more may be missing', async () => {
    await ledger.put('status', status({ status: 'frozen', holder: null, work: 'b1', incident: 'i1' }));
    await ledger.put('rollback#b1', rollback({ id: 'b1', incident: 'i1', trigger: rang, outcome: 'freeze' }));
    expect(await handler(input({ trigger: decision }))).toMatchObject({
      origin: { trigger: rang, began: rang.at, again: true },
    });
    expect(await ledger.read('incident#i1')).toMatchObject({
      whole: false,
      executions: { b1: expect.any(Object), b2: expect.any(Object) },
    });
  });

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
        throw new TransactionCanceledException({
          message: 'cancelled',
          CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
          $metadata: {},
        });
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
