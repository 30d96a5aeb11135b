import { environmentName } from '../../ledger/table.ts';
import type { KeptInstance, PointInTime, SnapshotPoint } from '../../model/release.ts';
import { step } from '../../step/step.ts';
import { automatedBackupsOf } from '../automated-backups.ts';
import { instanceByName } from '../instances.ts';
import { keptProblems } from '../restore-points/kept.ts';
import { isAhead, pointInTimeProblems, secondOf } from '../restore-points/point-in-time.ts';
import { snapshotProblems, timeOf } from '../restore-points/snapshot.ts';
import { snapshotByName } from '../snapshots.ts';
import type { Input, Output } from './contract.ts';

/** Verifies availability and integrity of the restore point, as far as RDS reports them, before anything depends on it. */
export const handler = step<Input, Output>(async (input) => {
  const { restorePoint: point } = input;
  if ('kept' in point) return await inspectKept(point);
  return 'snapshot' in point ? await inspectSnapshot(point, input) : await inspectPointInTime(point, input);
});

async function inspectKept(point: KeptInstance): Promise<Output> {
  const problems = keptProblems(point, await instanceByName(point.kept));
  return { fit: problems.length === 0, ahead: false, problems, time: point.requestedAt };
}

async function inspectSnapshot(point: SnapshotPoint, input: Input): Promise<Output> {
  const snapshot = await snapshotByName(point.snapshot);
  const problems = snapshotProblems(point, snapshot, input, environmentName());
  return { fit: problems.length === 0, ahead: false, problems, time: timeOf(snapshot)?.toISOString() ?? '' };
}

async function inspectPointInTime(point: PointInTime, input: Input): Promise<Output> {
  const backup = await automatedBackupsOf(point.resourceId);
  const problems = pointInTimeProblems(point, backup, input);
  const fit = problems.length === 0;
  return { fit, ahead: fit && isAhead(point, backup, input.now), problems, time: secondOf(point).toISOString() };
}
