import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/record-standby/handler.ts';
import { NOT_WARMED } from '../../../lambdas/model/warmth.ts';
import { NOW, release } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';
import { standbyRecord } from './standby.ts';

const { proof } = standbyRecord();
const { at: _at, ...seen } = proof as NonNullable<typeof proof>;
const prepare = () => ledger.put('release#r1', { ...release({ id: 'r1' }), standby: standbyRecord({ proof: null }) });
beforeEach(prepare);

describe('record-standby', () => {
  it.each([
    [{ kind: 'proven', proven: 'yes', proof: seen } as const, { proof: { at: NOW, ...seen } }],
    [{ kind: 'warmed', warmth: NOT_WARMED } as const, { warmth: NOT_WARMED }],
    [{ kind: 'backed-up' } as const, { backedUpAt: NOW }],
    [{ kind: 'failed', why: 'no\ncapacity' } as const, { failed: { at: NOW, why: 'no capacity' } }],
  ])('records what it has come to: %j', async (reached, facts) => {
    await handler({ now: NOW, release: 'r1', reached });
    expect(await ledger.read('release#r1')).toMatchObject({ standby: facts });
  });

  it('takes no standby of which nothing was compared for a proven one', async () => {
    const asked = handler({ now: NOW, release: 'r1', reached: { kind: 'proven', proven: 'unknown', proof: seen } });
    await expect(asked).rejects.toMatchObject(told('StandbyNotProven', /Nothing of the standby was compared/));
    expect(await ledger.read('release#r1')).toMatchObject({ standby: { proof: null } });
  });

  everyCall({
    prepare,
    run: () => handler({ now: NOW, release: 'r1', reached: { kind: 'backed-up' } }),
    calls: ['dynamodb:UpdateItem'],
  });
});
