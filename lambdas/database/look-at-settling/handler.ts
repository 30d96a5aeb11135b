import type { DBInstance } from '@aws-sdk/client-rds';
import { readStatus } from '../../ledger/table.ts';
import type { Pointer } from '../../model/environment.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { openChanges } from '../apply-owed-setting/owed.ts';
import { differencesOf } from '../differences.ts';
import { instanceByName } from '../instances.ts';
import { isServing } from '../pointer.ts';
import { settingsOf } from '../settings.ts';
import { snapshotByName } from '../snapshots.ts';
import type { Input, Output } from './contract.ts';

/** Final statuses of a snapshot. */
const ENDED = new Set(['available', 'failed', 'deleted', 'none']);

/** Statuses in which RDS takes changes. Storage is optimized for up to a day after a change of it. */
const AT_REST = new Set(['available', 'storage-optimization']);

/**
 * Looks whether RDS has finished the restored instance (its first backup can last for hours) and the safety snapshot, and
 * whether settings are owed that RDS would take now.
 */
export const handler = step<Input, Output>(async ({ moment, since, settling, pointer, attempts, limitMinutes }) => {
  const [instance, status, snapshotStatus] = await Promise.all([
    instanceByName(settling.instance),
    readStatus(),
    statusOfSnapshot(settling.safetySnapshot),
  ]);
  const instanceStatus = instance?.DBInstanceStatus ?? 'missing';
  const seen = { status: instanceStatus, snapshotStatus, owed: false, differences: [] };
  if (instance !== undefined && (await isReplaced(instance, pointer)))
    return { ...seen, settled: true, replaced: true };
  const settings = instance === undefined ? undefined : settingsOf(instance);
  const open = settings === undefined ? [] : openChanges(settings, settling.settings, attempts);
  const atRest = AT_REST.has(instanceStatus);
  const settled = atRest && ENDED.has(snapshotStatus) && open.length === 0;
  if (settled && settings !== undefined)
    return { ...seen, settled, replaced: false, differences: differencesOf(settings, settling.settings) };
  const still = `${settling.instance} (${instanceStatus}) and its safety snapshot (${snapshotStatus}) to settle`;
  withinDeadline(moment, since, limitMinutes, still);
  // A release or a rollback meanwhile asks RDS for snapshots, which it refuses during a change.
  const free = status.status === 'open' || status.status === 'frozen';
  return { ...seen, settled: false, replaced: false, owed: atRest && free && open.length > 0 };
});

async function statusOfSnapshot(name: string | null): Promise<string> {
  if (name === null) return 'none';
  return (await snapshotByName(name))?.Status ?? 'deleted';
}

/** Another rollback, or a person, has pointed the application elsewhere since. */
async function isReplaced({ Endpoint }: DBInstance, pointer: Pointer): Promise<boolean> {
  if (Endpoint?.Address === undefined) return false;
  return !(await isServing(pointer, { host: Endpoint.Address, port: Endpoint.Port ?? 5432 }));
}
