import type { DBInstance } from '@aws-sdk/client-rds';
import type { RollbackPolicy } from '../../model/environment.ts';
import type { Release, RestorePoint, RestorePointMode } from '../../model/release.ts';

/** Triage's policies: which of them may lead to a restore, by themselves or by the person they ask. */
export function couldRestore(migration: Release['migration'], policy: RollbackPolicy): boolean {
  if (policy === 'restore') return true;
  return policy === 'ask' ? migration !== 'none' : migration === 'breaking';
}

/** What a release records, and what a person should know of it. */
export interface Need {
  readonly mode: RestorePointMode;
  readonly warnings: readonly string[];
}

/**
 * A snapshot where a policy could restore the release. Otherwise only a person could ask for the database: a point in time is
 * enough, which costs neither a snapshot of the quota nor a wait. Where the automated backups hold none yet, nothing waits
 * for a backup that nobody needs.
 * @param canSnapshot RDS takes a snapshot of the instance in its present status
 */
export function neededMode(
  { migration }: Pick<Release, 'migration'>,
  policy: RollbackPolicy,
  db: DBInstance,
  canSnapshot: boolean,
): Need {
  if (couldRestore(migration, policy)) return { mode: 'snapshot', warnings: [] };
  const off = (db.BackupRetentionPeriod ?? 0) === 0;
  if (!off && db.LatestRestorableTime !== undefined) return { mode: 'point-in-time', warnings: [] };
  const name = db.DBInstanceIdentifier;
  const why = off
    ? `automated backups of the live database "${name}" are off (BackupRetentionPeriod 0)`
    : `the automated backups of the live database "${name}" hold no time to restore to yet`;
  return canSnapshot
    ? { mode: 'snapshot', warnings: [`${why}: the release makes a snapshot instead of recording a point in time`] }
    : {
        mode: 'none',
        warnings: [
          `${why}, and RDS makes no snapshot now: the release records no restore point, and a rollback of it cannot take the database back`,
        ],
      };
}

/** What a restore point is called in tags, messages and documents. */
export const nameOfPoint = (point: RestorePoint): string =>
  'snapshot' in point ? point.snapshot : 'kept' in point ? point.kept : `${point.resourceId}@${point.pointInTime}`;
