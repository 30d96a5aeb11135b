import type { ReleaseRecord } from '../../model/ledger.ts';
import type { Input } from './contract.ts';

/** Releases that are undone together. */
export interface Candidates {
  /** Newest first. */
  readonly all: readonly ReleaseRecord[];
  readonly newest: ReleaseRecord;
  /** The oldest: its known good is where the environment returns to. */
  readonly base: ReleaseRecord;
}

/** Outcomes of releases that changed nothing: they are never the cause. */
const WITHOUT_TRACE = new Set<ReleaseRecord['outcome']>(['refused', 'planned', 'failed']);

/**
 * Whether there is anything to undo. A fence alone is not: every decision but `freeze` resumes the services and lowers the
 * page that the ledger knows of.
 */
export const changedAnything = (release: ReleaseRecord): boolean =>
  Object.keys(release.switched).length > 0 || release.migrationStartedAt !== null;

/**
 * The releases that may be undone: the one that failed, the one the lock was taken from, or the last that ended. One that
 * changed nothing (a dry run, one that still inspects) is passed over for the newest that did: it must not shield a bad
 * release before it. When a person wants the result of an older release (`to`): every release since that one.
 */
export function candidates(
  { takenFrom, trigger }: Pick<Input, 'takenFrom'> & Partial<Pick<Input, 'trigger'>>,
  releases: readonly ReleaseRecord[],
): Candidates | undefined {
  const left = releases.filter((release) => !WITHOUT_TRACE.has(release.outcome));
  const to = trigger?.kind === 'person' ? trigger.to : null;
  if (to !== null) {
    const wanted = left.findIndex((release) => release.id === to);
    const since = left.slice(0, Math.max(0, wanted)).filter((release) => release.outcome !== 'rolled-back');
    return together(since.filter(changedAnything).length > 0 ? since.filter(changedAnything) : since);
  }
  const named = trigger?.kind === 'failed-release' ? trigger.release : takenFrom;
  const holder = releases.find((release) => release.id === named && release.outcome !== 'rolled-back');
  if (holder !== undefined && (changedAnything(holder) || trigger?.kind === 'failed-release'))
    return together([holder]);
  const newest = left.find(changedAnything);
  // Already rolled back, or older than one that was: never a candidate.
  if (newest !== undefined && newest.outcome !== 'rolled-back') return together([newest]);
  return holder === undefined ? undefined : together([holder]);
}

function together(all: readonly ReleaseRecord[]): Candidates | undefined {
  const newest = all[0];
  const base = all.at(-1);
  return newest === undefined || base === undefined ? undefined : { all, newest, base };
}
