import { close } from '../../ledger/close.ts';
import { step } from '../../step/step.ts';
import { endingOfIncident } from '../incident-ending.ts';
import type { Input, Output } from './contract.ts';

/** Marks the environment frozen: from now on only a person's rollback that names the incident acts. */
export const handler = step<Input, Output>(async (input) => {
  const { lock, now, rollback, release, incident, because } = input;
  const { record, status } = await endingOfIncident({ ...input, outcome: 'freeze' });
  await close({
    lock,
    now,
    status: 'frozen',
    incident,
    records: [
      {
        key: `rollback#${rollback}`,
        set: [
          [['outcome'], 'freeze'],
          [['finishedAt'], now],
          [['release'], release],
          [['because'], because],
        ],
      },
      ...record,
    ],
  });
  return { incident, open: status.maintenanceSince === null && Object.keys(status.stopped).length === 0 };
});
