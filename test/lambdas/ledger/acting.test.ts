import '../stub/before-handlers.ts';
import {
  type CancellationReason,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { acting, writeFacts } from '../../../lambdas/ledger/acting.ts';
import { close } from '../../../lambdas/ledger/close.ts';
import { take } from '../../../lambdas/ledger/take.ts';
import type { RollbackRecord } from '../../../lambdas/model/ledger.ts';
import { NOTHING } from '../nothing.ts';
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
const cancellation = (Code: string) =>
  new TransactionCanceledException({ message: 'cancelled', CancellationReasons: [{ Code }], $metadata: {} });
/** The first call of an operation is refused; those after it are the table's own. */
const once = (operation: 'TransactWriteItems' | 'UpdateItem', refusal: Error) => {
  const table = ledger.handlers() as unknown as Record<string, (input: unknown) => object>;
  let refused = false;
  aws.on('dynamodb', {
    [operation]: (input: unknown) => {
      if (refused) return table[operation]?.(input);
      refused = true;
      throw refusal;
    },
  });
};
beforeEach(() => ledger.put('status', status()));
afterEach(() => vi.restoreAllMocks());

describe('a write to the ledger', () => {
  it('that meets others again and again is temporarily impossible: nothing says that the lock was lost', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    cancelled({ Code: 'TransactionConflict' });
    await expect(writeFacts(intent)).rejects.toMatchObject(
      told('TemporarilyUnavailable', /was being written by others, 12 times in a row; nothing was written/),
    );
  });

  it.each(['TransactionConflict', 'ThrottlingError'])(
    'that was cancelled once (%s) is written by the same call',
    async (Code) => {
      once('TransactWriteItems', cancellation(Code));
      await writeFacts({ ...intent, status: [[['running', 'web'], 'td:1']] });
      expect(await ledger.read('status')).toMatchObject({ running: { web: 'td:1' } });
      expect(aws.inputs('dynamodb:TransactWriteItems')).toHaveLength(2);
    },
  );

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

  it('whose intent meets a transaction of a branch beside it closes it all the same', async () => {
    once('UpdateItem', new TransactionConflictException({ message: 'ongoing', $metadata: {} }));
    expect(await acting(intent, async () => 'done')).toBe('done');
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('whose intent cannot be closed fails, and is called again', async () => {
    aws.fails('dynamodb:UpdateItem', broken);
    await expect(acting(intent, async () => 'done')).rejects.toMatchObject(told('Error', /socket hang up/));
  });
});

describe('beside a transaction of somebody else', () => {
  const conflict = () => once('TransactWriteItems', cancellation('TransactionConflict'));

  it('the lock is taken all the same: nobody else holds it', async () => {
    const found = status({ status: 'open', holder: null, fence: 1 });
    await ledger.put('status', found);
    conflict();
    const taking = {
      found,
      status: 'rolling-back' as const,
      holder: 'arn:rollback',
      work: 'b',
      now: NOW,
      incident: null,
    };
    const lock = await take({ ...taking, record: { key: 'rollback#b', item: {} as RollbackRecord } });
    expect(lock).toEqual({ holder: 'arn:rollback', fence: 2 });
  });

  it('the work ends all the same: this execution still holds the environment', async () => {
    await ledger.put('release#a', {});
    conflict();
    await close({ lock: LOCK, now: NOW, status: 'open', incident: null, records: [{ key: 'release#a', set: [] }] });
    expect(await ledger.read('status')).toMatchObject({ status: 'open', holder: null });
  });
});
