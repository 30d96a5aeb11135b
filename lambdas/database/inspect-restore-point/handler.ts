import { environmentName } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import { snapshotByName } from '../snapshots.ts';
import type { Input, Output } from './contract.ts';
import { problemsOf } from './inspect.ts';

/** Verifies availability and integrity of the restore point, as far as RDS reports them, before anything depends on it. */
export const handler = step<Input, Output>(async (input) => {
  const snapshot = await snapshotByName(input.restorePoint.snapshot);
  const problems = problemsOf(snapshot, input, environmentName());
  return {
    fit: problems.length === 0,
    problems,
    snapshotTime: (snapshot?.SnapshotDatabaseTime ?? snapshot?.SnapshotCreateTime)?.toISOString() ?? '',
  };
});
