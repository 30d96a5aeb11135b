import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/requests/confirm-release/contract.ts';
import { handler } from '../../../lambdas/requests/confirm-release/handler.ts';
import { NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (confirm = '2.0.0', requestedBy = 'Ana'): Input => ({
  now: NOW,
  confirmation: { confirm, reason: 'Looked for an hour', requestedBy },
});
const prepare = async () => {
  await ledger.put('status', status({ holder: null, running: { web: 'td:2' } }));
  await ledger.put('release#r1', release({ id: 'r1', version: '1.0.0' }));
  await ledger.put('release#r2', release({ id: 'r2', outcome: 'unobserved', switched: { web: 'td:2' } }));
};
beforeEach(prepare);

describe('confirm-release', () => {
  it.each(['2.0.0', 'r2'])('calls an unobserved release good on the word of a person (%s)', async (confirm) => {
    expect(await handler(input(confirm))).toEqual({ release: 'r2', version: '2.0.0' });
    expect(await ledger.read('release#r2')).toMatchObject({
      outcome: 'good',
      confirmed: { at: NOW, by: 'Ana', reason: 'Looked for an hour' },
    });
  });

  it.each([
    ['of no release', input('9.9.9'), /no release "9.9.9" is recorded/],
    ['of one that is good already', input('1.0.0'), /is good; expected unobserved/],
  ])('refuses the confirmation %s: RequestRefused', async (_what, given, message) => {
    await expect(handler(given)).rejects.toMatchObject(told('RequestRefused', message));
    expect(aws.inputs('dynamodb:UpdateItem')).toEqual([]);
  });

  it('refuses the confirmation of what runs no more: RequestRefused', async () => {
    await ledger.put('status', status({ holder: null, running: { web: 'td:3' } }));
    await expect(handler(input())).rejects.toMatchObject(
      told('RequestRefused', /switched to td:3 since; expected td:2/),
    );
  });

  it("keeps the first person's word: the second is refused", async () => {
    await handler(input());
    await expect(handler(input('2.0.0', 'Rui'))).rejects.toMatchObject(told('RequestRefused', /is good/));
    expect(await ledger.read('release#r2')).toMatchObject({ confirmed: { by: 'Ana' } });
  });

  it('does not call a release good that a rollback has undone in between', async () => {
    aws.on('dynamodb', {
      Query: async () => {
        const before = await ledger.raw('release#r2');
        await ledger.put('release#r2', release({ id: 'r2', outcome: 'rolled-back' }));
        return before === undefined ? {} : { Items: [before] };
      },
    });
    await expect(handler(input())).rejects.toMatchObject(told('RequestRefused', /rolled-back/));
    expect(await ledger.read('release#r2')).toMatchObject({ outcome: 'rolled-back' });
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  });
});
