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

/** Outcomes of releases that left nothing behind: never the cause. */
const WITHOUT_TRACE = new Set<ReleaseRecord['outcome']>(['refused', 'planned', 'failed']);

/**
 * What may be undone: the release the lock was taken from, the one that failed, or the last that ended; and when a
 * person wants the result of an older release (`to`), every release since that one.
 */
export function candidates({ takenFrom, trigger }: Input, releases: readonly ReleaseRecord[]): Candidates | undefined {
  const left = releases.filter((release) => !WITHOUT_TRACE.has(release.outcome));
  const to = trigger.kind === 'person' ? trigger.to : null;
  if (to !== null) {
    const wanted = left.findIndex((release) => release.id === to);
    return together(left.slice(0, Math.max(0, wanted)).filter((release) => release.outcome !== 'rolled-back'));
  }
  const named = takenFrom ?? (trigger.kind === 'failed-release' ? trigger.release : null);
  if (named !== null) {
    return together(releases.filter((release) => release.id === named && release.outcome !== 'rolled-back'));
  }
  const newest = left[0];
  // Already rolled back, or older than one that was: never a candidate.
  return newest === undefined || newest.outcome === 'rolled-back' ? undefined : together([newest]);
}

function together(all: readonly ReleaseRecord[]): Candidates | undefined {
  const newest = all[0];
  const base = all.at(-1);
  return newest === undefined || base === undefined ? undefined : { all, newest, base };
}
