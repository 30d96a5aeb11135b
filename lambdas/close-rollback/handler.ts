import { close } from '../shared/ledger/close.ts';
import { readRelease } from '../shared/ledger/table.ts';
import { step } from '../shared/step.ts';
import type { Input, Output } from './contract.ts';
import { releaseOutcome } from './outcome.ts';

/** Closes the rollback, and the release it undid, and frees the environment, in one transaction. */
export const handler = step<Input, Output>(async (input) => {
  const { lock, now, rollback, outcome, release } = input;
  const finished = release === '' ? '' : ((await readRelease(release))?.finishedAt ?? '');
  await close({
    lock,
    now,
    status: 'open',
    incident: '',
    records: [
      {
        key: `rollback#${rollback}`,
        set: [
          [['outcome'], outcome],
          [['finishedAt'], now],
          [['release'], release],
          [['quarantined'], input.quarantined],
          [['restored'], input.restored],
        ],
      },
      ...(release === ''
        ? []
        : [
            {
              key: `release#${release}`,
              set: [
                [['outcome'], releaseOutcome(outcome)],
                [['finishedAt'], finished === '' ? now : finished],
              ] as const,
            },
          ]),
    ],
  });
  return { outcome };
});
