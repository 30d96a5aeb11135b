import { holderRuns } from '../../aws/execution.ts';
import { readBackupDrill, writeBackupDrill } from '../../ledger/backup-drill.ts';
import { newestReleases, readStatus } from '../../ledger/table.ts';
import { type BackupDrillRecord, type Drilled, throwAwayName } from '../../model/backup-drill.ts';
import { workId } from '../../requests/work-id.ts';
import { step } from '../../step/step.ts';
import { accountQuotas } from '../account.ts';
import { allInstances, liveInstance } from '../instances.ts';
import { readPointer } from '../pointer.ts';
import { settingsOf } from '../settings.ts';
import type { Input, Output } from './contract.ts';
import { latestOf, NEWEST, newestPoint } from './newest-point.ts';
import { throwAwaySettings } from './settings.ts';
import { whyNot } from './why-not.ts';

/** Chooses what a backup drill restores, and notes that it has begun; or refuses it, before anything is made. */
export const handler = step<Input, Output>(async (input) => {
  const work = workId(input.startedAt, input.name);
  const drill = { work, instance: throwAwayName(input.instance, work) };
  const before = await readBackupDrill();
  // A second run of the step: what it chose stands.
  if (before?.running?.id === work) return { ...drill, drilled: before.running.drilled, refused: null };
  const { why, drilled } = await look(input, before);
  if (drilled === null || why.length > 0) return { ...drill, drilled: null, refused: refusal(input, work, why) };
  const record: BackupDrillRecord = {
    turn: (before?.turn ?? 0) + 1,
    since: before?.since ?? input.now,
    running: { id: work, execution: input.execution, startedAt: input.startedAt, drilled },
    last: before?.last ?? null,
    proven: before?.proven ?? null,
  };
  if (await writeBackupDrill(record, before?.turn)) return { ...drill, drilled, refused: null };
  const now = await readBackupDrill();
  if (now?.running?.id === work) return { ...drill, drilled: now.running.drilled, refused: null };
  const other = `the backup drill ${now?.running?.id ?? ''} began at the same moment; expected one at a time`;
  return { ...drill, drilled: null, refused: refusal(input, work, [other]) };
});

const refusal = ({ startedAt, now }: Input, id: string, why: readonly string[]): NonNullable<Output['refused']> => ({
  ...{ id, startedAt, finishedAt: now, point: null, at: null, recoveryPointMinutes: null },
  ...{ result: { kind: 'refused', why }, left: null },
});

async function look(
  { now, pointer }: Input,
  before: BackupDrillRecord | undefined,
): Promise<{ readonly why: readonly string[]; readonly drilled: Drilled | null }> {
  const recorded = (releases: readonly { readonly restorePoint: unknown }[]) =>
    releases.filter(({ restorePoint }) => restorePoint !== null);
  const [status, releases, instances, value, quotas, other] = await Promise.all([
    readStatus(),
    newestReleases((soFar) => recorded(soFar).length >= NEWEST),
    allInstances(),
    readPointer(pointer),
    accountQuotas(),
    otherThatRuns(before, now),
  ]);
  const live = liveInstance(instances, pointer, value);
  const { found, unfit } = await newestPoint(
    releases.filter(({ restorePoint }) => restorePoint !== null),
    now,
  );
  const latest = live === undefined ? null : latestOf(live);
  const point = found ?? latest;
  const why = whyNot({ status, other, live, quotas, point, unfit });
  if (live === undefined || point === null) return { why, drilled: null };
  const newest = Math.max(...[point, latest].flatMap((one) => (one === null ? [] : [Date.parse(one.at)])));
  const recoveryPointMinutes = Math.max(0, Math.round((Date.parse(now) - newest) / 60_000));
  return { why, drilled: { ...point, settings: throwAwaySettings(settingsOf(live)), recoveryPointMinutes } };
}

/** One that was cut off holds nothing: its database is deleted by the hourly look. */
async function otherThatRuns(before: BackupDrillRecord | undefined, now: string): Promise<string | null> {
  const running = before?.running ?? null;
  if (running === null) return null;
  return (await holderRuns({ holder: running.execution, since: running.startedAt }, now)) ? running.id : null;
}
