import '../stub/before-handlers.ts';
import { expect, it } from 'vitest';
import { SCHEMA } from '../../../lambdas/ledger/schema.ts';
import { readStatus } from '../../../lambdas/ledger/table.ts';
import { take } from '../../../lambdas/ledger/take.ts';
import { inPortuguese } from '../../../lambdas/messages/portuguese/translate.ts';
import { NOW, release, status } from '../records.ts';
import { ledger } from '../stub/ledger.ts';

const taken = async () =>
  await take({
    found: await readStatus(),
    ...{ status: 'releasing', holder: 'arn:e1', work: 'r1', now: NOW, incident: null },
    record: { key: 'release#r1', item: release() },
  });

it('whoever takes the lock writes down which version of the records it writes', async () => {
  await ledger.put('status', status({ status: 'open', holder: null }));
  expect(await taken()).toMatchObject({ holder: 'arn:e1' });
  expect(await ledger.read('status')).toMatchObject({ schema: SCHEMA });
});

it('a ledger without a version is one of the first', async () => {
  const { schema, ...old } = status({ status: 'open', holder: null }) as ReturnType<typeof status> & {
    schema?: number;
  };
  await ledger.put('status', old);
  expect(schema).toBeUndefined();
  await expect(readStatus()).resolves.toMatchObject({ status: 'open' });
});

it('a newer one is refused by name and stays as it is: older code could take a wrong way back for a good one', async () => {
  const newer = status({ status: 'open', holder: null, schema: SCHEMA + 1 });
  await ledger.put('status', newer);
  const message = `The ledger of sandbox has schema ${SCHEMA + 1}; these functions know up to ${SCHEMA}, and go no further. A newer version of knowngood wrote it: deploy that version again`;
  await expect(taken()).rejects.toMatchObject({ name: 'LedgerTooNew', message });
  expect(await ledger.read('status')).toMatchObject({ schema: SCHEMA + 1, status: 'open' });
  expect(inPortuguese(message)).toContain('tem o esquema');
});
