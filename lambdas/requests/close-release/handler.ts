import { close } from '../../ledger/close.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

/** Closes the release in the ledger and frees the environment, in one transaction. */
export const handler = step<Input, Output>(async ({ lock, now, release, outcome }) => {
  await close({
    lock,
    now,
    status: 'open',
    incident: '',
    records: [
      {
        key: `release#${release}`,
        set: [
          [['outcome'], outcome],
          [['finishedAt'], now],
        ],
      },
    ],
  });
  return { outcome };
});
