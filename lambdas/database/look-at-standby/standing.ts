import type { DBInstance } from '@aws-sdk/client-rds';
import type { DatabaseSettings } from '../../model/release.ts';
import type { StandbyRecord } from '../../model/standby.ts';
import type { LostWrites } from '../../model/writes.ts';
import { differencesOf } from '../differences.ts';
import { usability } from '../look-at-restored-database/usable.ts';
import { RESTORE_POINT_TAG } from '../restore-database/request.ts';

interface Wanted {
  /** Null: it was not looked at. */
  readonly resourceId: string | null;
  /** Name of the restore point that the rollback returns to. */
  readonly point: string;
  /** Of the rollback, which may have claimed it before. */
  readonly work: string;
  /** It must be claimed already: nobody could look at it now. */
  readonly onlyClaimed?: boolean;
}

/** Why a rollback does not use what the release has recorded; null: it may. */
export function recordProblem({ failed, proof, restorePoint, since }: StandbyRecord, point: string): string | null {
  if (restorePoint !== point) return `it is of the restore point ${restorePoint}; expected ${point}`;
  if (failed !== null) return `it did not come about: ${failed.why}`;
  return proof === null ? `it is not proven yet; it is being restored since ${since}` : null;
}

/** Why a rollback does not use the instance, as RDS shows it; null: it may. */
export function standbyProblem(found: DBInstance | undefined, wanted: Wanted): string | null {
  const { resourceId, point, work, onlyClaimed = false } = wanted;
  if (found === undefined) return 'RDS has no such instance any more';
  if (resourceId !== null && found.DbiResourceId !== resourceId)
    return `the instance is ${found.DbiResourceId}; expected ${resourceId}, which was proven`;
  const tag = (key: string) => found.TagList?.find(({ Key }) => Key === key)?.Value ?? 'none';
  if (tag(RESTORE_POINT_TAG) !== point)
    return `the instance is of the restore point ${tag(RESTORE_POINT_TAG)}; expected ${point}`;
  const purpose = tag('knowngood:purpose');
  const claimed = purpose === 'restored' && tag('knowngood:work') === work;
  if (!claimed && (purpose !== 'standby' || onlyClaimed))
    return `its tag knowngood:purpose is ${purpose} (knowngood:work ${tag('knowngood:work')}); expected ${onlyClaimed ? 'that of this rollback' : 'standby'}`;
  const status = found.DBInstanceStatus ?? 'unknown';
  return usability(status) === 'usable' ? null : `the instance is ${status}; expected available`;
}

/** Why nobody can say that it still is what was proven; null: nobody has written to it, and no application is on it. */
export function touched(since: LostWrites, sessions: number): string | null {
  if (sessions > 0) return `the application has ${sessions} sessions on it; expected none before the pointer names it`;
  if (!since.known) return `whether anybody has written to it since it was proven is unknown: ${since.why}`;
  return since.total > 0 ? `${since.total} rows were written to it since it was proven; expected none` : null;
}

/** Settings that Settle gives to any restored instance, that RDS chooses, or that say how far a change has come. */
const NOT_HELD = ['availabilityZone', 'parametersApplied', 'optionsApplied', 'tags', 'owed', 'compared'] as const;

/** Why it is no longer what a restore would give; null: it is. */
export function outdated(now: DatabaseSettings, restoredWith: DatabaseSettings): string | null {
  const same = Object.fromEntries(NOT_HELD.map((name) => [name, restoredWith[name]]));
  const found = differencesOf({ ...now, ...same }, restoredWith);
  return found.length === 0
    ? null
    : `settings of the live database were changed since it was restored: ${found.map(({ setting, found: is, had }) => `setting ${setting} is ${is}, and was ${had}`).join('; ')}`;
}
