import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { instanceByName, settingsOf } from '../instances.ts';
import { snapshotByName } from '../snapshots.ts';
import { differences } from './compare.ts';
import type { Input, Output } from './contract.ts';

/** Final statuses of a snapshot. */
const ENDED = new Set(['available', 'failed', 'deleted', 'none']);

/** Looks whether RDS has finished the restored instance (its first backup can last for hours) and the safety snapshot. */
export const handler = step<Input, Output>(async ({ moment, since, settling, limitMinutes }) => {
  const instance = await instanceByName(settling.instance);
  const status = instance?.DBInstanceStatus ?? 'missing';
  const snapshot = settling.safetySnapshot === null ? undefined : await snapshotByName(settling.safetySnapshot);
  const snapshotStatus = settling.safetySnapshot === null ? 'none' : (snapshot?.Status ?? 'deleted');
  const settled = status === 'available' && ENDED.has(snapshotStatus);
  if (!settled) {
    const still = `${settling.instance} (${status}) and its safety snapshot (${snapshotStatus}) to settle`;
    withinDeadline(moment, since, limitMinutes, still);
  }
  const found = settled && instance !== undefined ? differences(settingsOf(instance), settling.settings) : [];
  return { settled, status, snapshotStatus, differences: found };
});
