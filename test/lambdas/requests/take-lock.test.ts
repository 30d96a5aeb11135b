import '../stub/before-handlers.ts';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StatusRecord } from '../../../lambdas/model/ledger.ts';
import type { Input } from '../../../lambdas/requests/take-lock/contract.ts';
import { handler } from '../../../lambdas/requests/take-lock/handler.ts';
import { later, NOW, request, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  release: request({ id: 'r2' }),
  holder: 'arn:mine',
  now: NOW,
  ...change,
});
const held = (change: Partial<StatusRecord>) => status({ holder: 'arn:other', work: 'r1', since: NOW, ...change });
const other = (ending: ExecutionStatus) => {
  const executions = new Executions();
  executions.known['arn:other'] = { status: ending };
  executions.play();
};
beforeEach(() => other('RUNNING'));

describe('take-lock', () => {
  it('takes an environment that nobody ever touched, with the fencing number one', async () => {
    expect(await handler(input())).toEqual({ holder: 'arn:mine', fence: 1 });
    expect(await ledger.all()).toMatchObject({
      status: { status: 'releasing', holder: 'arn:mine', work: 'r2', since: NOW, fence: 1, incident: null },
      'release#r2': { id: 'r2', outcome: 'running', execution: 'arn:mine', knownGood: null, finishedAt: null },
    });
  });

  it('takes an open one with the next fencing number, and adopts what the last holder left', async () => {
    await ledger.put('status', status({ holder: null, fence: 7, running: { web: 'td:1' } }));
    expect(await handler(input())).toEqual({ holder: 'arn:mine', fence: 8 });
    expect(await ledger.read('status')).toMatchObject({ running: { web: 'td:1' } });
  });

  it.each<[string, Partial<StatusRecord>, ExecutionStatus, RegExp]>([
    [
      'a release',
      { status: 'releasing' },
      'RUNNING',
      /is releasing since .*, by r1 \(arn:other\)\. It is free when that/,
    ],
    [
      'a dead release',
      { status: 'releasing' },
      'FAILED',
      /no longer runs: the release is unfinished\. Start a rollback/,
    ],
    ['a rollback', { status: 'rolling-back' }, 'RUNNING', /It is free when that rollback has ended/],
    [
      'a dead rollback',
      { status: 'rolling-back' },
      'ABORTED',
      /the rollback is unfinished\. Mend the cause and redrive/,
    ],
    [
      'a rollback that waits for its redrive',
      { status: 'rolling-back' },
      'PENDING_REDRIVE',
      /It is free when that rollback has ended/,
    ],
    [
      'nobody, frozen',
      { status: 'frozen', holder: null, incident: 'i1' },
      'FAILED',
      /incident i1\. It is free when a person has decided\. Start knowngood-sandbox-decision: aws /,
    ],
  ])('fails with LockBusy while it is held by %s', async (_whom, change, ending, message) => {
    other(ending);
    await ledger.put('status', held(change));
    await expect(handler(input())).rejects.toMatchObject(told('LockBusy', message));
    expect(await ledger.all()).toEqual({ status: held(change) });
  });

  it.each([
    [9, /It is free when that release has ended/],
    [11, /no longer runs/],
  ])('takes a holder that Step Functions does not show after %s minutes for what it is', async (minutes, message) => {
    await ledger.put('status', held({ status: 'releasing', holder: 'arn:unseen' }));
    await expect(handler(input({ now: later(minutes * 60) }))).rejects.toMatchObject(told('LockBusy', message));
  });

  it('fails with LockBusy when another was faster, and writes no record of its own', async () => {
    aws.on('dynamodb', { GetItem: firstThenLedger() });
    await ledger.put('status', held({ status: 'releasing', fence: 1 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockBusy', /by r1 \(arn:other\)/));
    expect(await ledger.read('release#r2')).toBeUndefined();
  });

  it('knows its own lock again when the answer to its taking was lost and the token of the request forgotten', async () => {
    aws.on('dynamodb', { TransactWriteItems: takenAndForgotten });
    expect(await handler(input())).toEqual({ holder: 'arn:mine', fence: 1 });
  });

  everyCall({
    prepare: () => undefined,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'dynamodb:TransactWriteItems'],
  });
});

/** The first look finds the environment as it was before the other came. */
function firstThenLedger() {
  let looks = 0;
  return async () => (looks++ === 0 ? {} : { Item: await ledger.raw('status') });
}

/** DynamoDB remembers the token of a transaction for ten minutes: asked later, it finds the condition broken by itself. */
async function takenAndForgotten(): Promise<never> {
  await ledger.put('status', status({ status: 'releasing', holder: 'arn:mine', fence: 1 }));
  throw new TransactionCanceledException({
    message: 'cancelled',
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
    $metadata: {},
  });
}
