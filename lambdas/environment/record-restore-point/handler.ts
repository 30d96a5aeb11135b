import { writeFacts } from '../../ledger/acting.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

/** Writes the restore point into the release's record: from here on a rollback can return to it. */
export const handler = step<Input, Output>(async ({ lock, now, release, restorePoint }) => {
  await writeFacts({
    lock,
    now,
    step: 'record-restore-point',
    record: {
      key: `release#${release}`,
      set: [
        [['restorePoint'], restorePoint],
        [['fenced'], restorePoint.fenced],
      ],
    },
  });
  return restorePoint;
});
