import '../stub/before-handlers.ts';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { acting, writeFacts } from '../../../lambdas/ledger/acting.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { broken } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

/** What happens to an acting step whose writes to the ledger fail; the rest is in `ledger.test.ts`. */
const intent = { lock: LOCK, now: NOW, step: 'switch-service web' };
const cancelled = (...CancellationReasons: CancellationReason[]) =>
  aws.on('dynamodb', {
    TransactWriteItems: () => {
      throw new TransactionCanceledException({ message: 'cancelled', CancellationReasons, $metadata: {} });
    },
  });
beforeEach(() => ledger.put('status', status()));

describe('a write to the ledger', () => {
  it('that meets another comes again: branches of one execution write side by side', async () => {
    cancelled({ Code: 'TransactionConflict' });
    await expect(writeFacts(intent)).rejects.toMatchObject(
      told('TemporarilyUnavailable', /being written by another step; "switch-service web" comes again/),
    );
  });

  it('that is refused for another reason keeps its own error', async () => {
    cancelled({ Code: 'None' }, { Code: 'ItemCollectionSizeLimitExceeded' });
    await expect(writeFacts(intent)).rejects.toMatchObject(told('TransactionCanceledException'));
  });

  it('of somebody who lost the environment says who holds it', async () => {
    await ledger.put('status', status({ status: 'open', holder: null, fence: 4 }));
    await expect(writeFacts(intent)).rejects.toMatchObject(
      told('LockLost', /is open, held by nobody with fencing number 4; this execution is arn:execution with 1/),
    );
  });
});

describe('an acting step', () => {
  it('whose effect stands does not fail because somebody took over meanwhile', async () => {
    const effect = async () => {
      await ledger.put('status', status({ holder: 'arn:rollback', fence: 2, intents: { [intent.step]: NOW } }));
      return 'done';
    };
    expect(await acting(intent, effect)).toBe('done');
    expect(await ledger.read('status')).toMatchObject({ intents: { [intent.step]: NOW } });
  });

  it('whose intent cannot be closed fails, and is called again', async () => {
    aws.fails('dynamodb:UpdateItem', broken);
    await expect(acting(intent, async () => 'done')).rejects.toMatchObject(told('Error', /socket hang up/));
  });
});
