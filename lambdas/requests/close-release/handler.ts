import { close } from '../../ledger/close.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { outcomeOf } from './outcome.ts';

/** Closes the release in the ledger and frees the environment, in one transaction. */
export const handler = step<Input, Output>(async ({ lock, now, release, ...end }) => {
  const outcome = outcomeOf(end);
  await close({
    lock,
    now,
    status: 'open',
    incident: null,
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
