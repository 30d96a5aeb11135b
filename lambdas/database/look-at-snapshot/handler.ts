import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { snapshotByName } from '../snapshots.ts';
import { type Input, type Output, SNAPSHOT_FAILED } from './contract.ts';

const DEAD = new Set(['failed', 'deleting', 'deleted', 'incompatible-restore', 'incompatible-parameters']);

/** Looks at a snapshot once. An unknown status means wait. */
export const handler = step<Input, Output>(async (input) => {
  const found = await snapshotByName(input.snapshot);
  const status = found?.Status ?? 'not visible yet';
  if (DEAD.has(status)) {
    throw new StepError(
      SNAPSHOT_FAILED,
      `The snapshot ${input.snapshot} is ${status}; expected available. Look at its events in RDS; redriving asks for another.`,
    );
  }
  const available = status === 'available';
  if (!available)
    withinDeadline(
      input.moment,
      input.since,
      input.limitMinutes,
      `the snapshot ${input.snapshot} (${status}, ${found?.PercentProgress ?? 0}%)`,
    );
  return { available, status, percent: found?.PercentProgress ?? 0 };
});
