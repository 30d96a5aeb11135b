import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/environment/record-restore-point/contract.ts';
import { handler } from '../../../lambdas/environment/record-restore-point/handler.ts';
import { LOCK, NOW, release, restorePoint, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input: Input = { lock: LOCK, now: NOW, release: 'r1', restorePoint };
const prepare = async () => {
  await ledger.put('status', status());
  await ledger.put('release#r1', release({ restorePoint: null, fenced: false }));
};
beforeEach(prepare);

describe('record-restore-point', () => {
  it('writes it into the record of the release, and whether a fence held meanwhile', async () => {
    expect(await handler(input)).toEqual(restorePoint);
    expect(await ledger.read('release#r1')).toMatchObject({ restorePoint, fenced: true });
    await handler({ ...input, restorePoint: { ...restorePoint, fenced: false } });
    expect(await ledger.read('release#r1')).toMatchObject({ fenced: false });
  });

  it('of an execution that lost the environment records nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input)).rejects.toMatchObject(told('LockLost'));
    expect(await ledger.read('release#r1')).toMatchObject({ restorePoint: null });
  });

  everyCall({ prepare, run: () => handler(input), calls: ['dynamodb:TransactWriteItems'] });
});
