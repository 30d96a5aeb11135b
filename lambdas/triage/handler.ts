import { newestReleases, newestRollbacks, readStatus } from '../shared/ledger/table.ts';
import { step } from '../shared/step.ts';
import type { Input, Output } from './contract.ts';
import { decide } from './decide.ts';

/** Enough for the candidate and for a month's recurrence. */
const RELEASES = 50;
const ROLLBACKS = 100;

/** Decides what the incident calls for, from consistent reads of the ledger. Touches nothing. */
export const handler = step<Input, Output>(async (input) => {
  const [status, releases, rollbacks] = await Promise.all([
    readStatus(),
    newestReleases(RELEASES),
    newestRollbacks(ROLLBACKS),
  ]);
  return decide(input, { status, releases, rollbacks });
});
