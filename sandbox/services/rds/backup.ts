import type { Instance } from './instance.ts';
import { copyMs } from './snapshots.ts';
import type { RdsState } from './state.ts';

const HOUR_MS = 3_600_000;

/**
 * The daily backup: the instance answers, and takes no change and no snapshot
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html).
 */
export function backUp(state: RdsState, instance: Instance): void {
  instance.status = 'backing-up';
  state.background(end(state, instance), (error) => state.kernel.log(`backup of ${instance.identifier}: ${error}`));
}

/**
 * Automated backups after their retention was changed: 0 deletes them at once; from 0 on the first one begins at once
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.Enabling.html).
 */
export async function switchBackups(state: RdsState, instance: Instance): Promise<void> {
  if ((instance.settings.BackupRetentionPeriod ?? 0) === 0) instance.backups = undefined;
  else if (instance.backups === undefined) await firstBackup(state, instance, state.timings.snapshotMs);
}

/** The first automated backup: until it has ended no point in time can be restored. */
export async function firstBackup(state: RdsState, instance: Instance, ms: number): Promise<void> {
  instance.status = 'backing-up';
  const since = state.now;
  const base = instance.server && (await state.postgres.snapshot(instance.server));
  await state.pass(ms);
  instance.backups = { since, base };
  instance.copiedAt = since;
}

async function end(state: RdsState, instance: Instance): Promise<void> {
  const began = state.now;
  await state.pass(copyMs(state, instance));
  instance.copiedAt = began;
  instance.status = 'available';
}

/**
 * The window of an instance that is given none: RDS chooses one. Here it is the half of the day that nobody looks at, or what is
 * tried would depend on the hour at which it is tried.
 */
export function windowFarFrom(now: number): string {
  const hour = new Date(now + 12 * HOUR_MS).toISOString().slice(11, 13);
  return `${hour}:00-${hour}:30`;
}
