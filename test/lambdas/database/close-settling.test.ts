import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/close-settling/handler.ts';
import { later, NOW } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';

const prepare = () => ledger.put('rollback#rb1', { id: 'rb1', outcome: 'done' });
beforeEach(prepare);

describe('close-settling', () => {
  it('records once that nothing is owed any more', async () => {
    await handler({ now: NOW, work: 'rb1' });
    await handler({ now: later(60), work: 'rb1' });
    expect(await ledger.read('rollback#rb1')).toMatchObject({ outcome: 'done', settledAt: NOW });
  });

  everyCall({ prepare, run: () => handler({ now: NOW, work: 'rb1' }), calls: ['dynamodb:UpdateItem'] });
});
