import { type BackupDrillRecord, METRICS } from '../../model/backup-drill.ts';

/** What the record comes to in numbers: metric -> value. What nobody has measured is absent, and never zero. */
export function metricsOf({ since, last, proven }: BackupDrillRecord, now: string): Readonly<Record<string, number>> {
  const hours = (Date.parse(now) - Date.parse(proven?.finishedAt ?? since)) / 3_600_000;
  const measured = proven?.result.kind === 'proven' ? proven.result.provenMinutes : null;
  // One that gave way says nothing: what the one before it found still stands.
  const judged = last !== null && (last.result.kind !== 'gave-way' || last.left !== null);
  const failed = last?.result.kind === 'failed' || (last?.left ?? null) !== null;
  return {
    [METRICS.age]: Math.max(0, hours),
    ...(judged ? { [METRICS.failed]: failed ? 1 : 0 } : {}),
    ...(measured === null ? {} : { [METRICS.recovery]: measured }),
    ...(proven === null || proven.recoveryPointMinutes === null
      ? {}
      : { [METRICS.recoveryPoint]: proven.recoveryPointMinutes }),
  };
}
