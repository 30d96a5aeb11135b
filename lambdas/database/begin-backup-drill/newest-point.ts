import type { DBInstance } from '@aws-sdk/client-rds';
import { environmentName } from '../../ledger/table.ts';
import type { Drilled } from '../../model/backup-drill.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import type { PointInTime } from '../../model/release.ts';
import type { WriteCounts } from '../../model/writes.ts';
import { automatedBackupsOf } from '../automated-backups.ts';
import { isAhead, pointInTimeProblems, secondOf } from '../restore-points/point-in-time.ts';
import { snapshotProblems, timeOf } from '../restore-points/snapshot.ts';
import { snapshotByName } from '../snapshots.ts';

type Found = Pick<Drilled, 'point' | 'at'>;

/** So many of the newest releases are looked at: retention keeps few of their restore points. */
export const NEWEST = 10;

/** How old a restore point is does not matter to a drill: a rollback of today would refuse an old one, and it can be proven all the same. */
const HOWEVER_OLD = Number.POSITIVE_INFINITY;

/** The newest restore point of the ledger that RDS can restore now; with why newer ones cannot. */
export async function newestPoint(
  releases: readonly ReleaseRecord[],
  now: string,
): Promise<{ readonly found: Found | null; readonly unfit: readonly string[] }> {
  const unfit: string[] = [];
  for (const { restorePoint: point, knownGood } of releases.slice(0, NEWEST)) {
    if (point === null || knownGood === null || 'kept' in point) continue;
    const asked = { now, database: knownGood.database, oldestHours: HOWEVER_OLD };
    if ('snapshot' in point) {
      const snapshot = await snapshotByName(point.snapshot);
      const problems = snapshotProblems(point, snapshot, asked, environmentName());
      if (problems.length === 0) return { found: { point, at: timeOf(snapshot)?.toISOString() ?? now }, unfit };
      unfit.push(...problems);
    } else {
      const backup = await automatedBackupsOf(point.resourceId);
      const problems = pointInTimeProblems(point, backup, asked);
      if (problems.length === 0 && !isAhead(point, backup, now))
        return { found: { point, at: secondOf(point).toISOString() }, unfit };
      unfit.push(...problems);
    }
  }
  return { found: null, unfit };
}

const UNCOUNTED: WriteCounts = { known: false, why: 'no release counted at this point in time' };

/** The last time that the automated backups of the live database hold; null: they hold none. */
export function latestOf({
  DBInstanceIdentifier: instance = '',
  DbiResourceId: resourceId = '',
  LatestRestorableTime: latest,
}: DBInstance): Found | null {
  if (latest === undefined) return null;
  const at = latest.toISOString();
  const point: PointInTime = {
    ...{ instance, resourceId, requestedAt: at, pointInTime: at, fenced: false },
    ...{ before: UNCOUNTED, after: UNCOUNTED, baseline: UNCOUNTED },
  };
  return { point, at };
}
