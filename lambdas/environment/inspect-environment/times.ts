import type { ReleaseRecord } from '../../model/ledger.ts';
import type { Release, RestorePointMode } from '../../model/release.ts';
import type { Limits } from './contract.ts';

export interface Asked {
  readonly release: Pick<Release, 'migration' | 'fenced' | 'changes'>;
  readonly mode: RestorePointMode | null;
  readonly watchMinutes: number;
  readonly limits: Limits;
}

/** Releases that ended well: only of these the times tell anything about the next one. */
const endedWell = ({ outcome, finishedAt }: ReleaseRecord): boolean =>
  (outcome === 'good' || outcome === 'unobserved') && finishedAt !== null;

/** The newest release like this one, of the newest first. */
export const comparable = (
  { fenced }: Pick<Release, 'fenced'>,
  releases: readonly ReleaseRecord[],
): ReleaseRecord | undefined => releases.find((release) => endedWell(release) && release.fenced === fenced);

/** How long a release may take, part by part, and how long one like it took before. Nothing is guessed. */
export function timesToExpect(
  { release, mode, watchMinutes, limits }: Asked,
  before: ReleaseRecord | undefined,
): string[] {
  const services = release.changes.length;
  return [
    ...(before === undefined
      ? [`no ${release.fenced ? 'fenced ' : ''}release has ended well here before: nobody knows yet how long one takes`]
      : tookBefore(before)),
    ...(release.fenced && mode !== null
      ? [`the snapshot before the page is available within ${limits.restorePoint} minutes; users still work`]
      : []),
    ...(release.fenced ? [`the services stop within ${limits.stop} minutes`] : []),
    ...(mode === 'snapshot' ? [`the snapshot is available within ${limits.restorePoint} minutes`] : []),
    ...(release.migration === 'none' ? [] : [`the migration ends within ${limits.migration} minutes`]),
    services === 1
      ? `the service is steady within ${limits.service} minutes`
      : `each of the ${services} services is steady within ${limits.service} minutes of its switch`,
    `the watch lasts ${watchMinutes} min`,
  ];
}

function tookBefore({ id, version, startedAt, finishedAt, openedAt, restorePoint }: ReleaseRecord): string[] {
  const what = `release ${version} (${id})`;
  const point = restorePoint !== null && 'snapshot' in restorePoint ? restorePoint : null;
  return [
    `${what} took ${minutes(startedAt, finishedAt)} from its start to its end`,
    ...(point?.after.known ? [`its snapshot took ${minutes(point.requestedAt, point.after.at)}`] : []),
    ...(point?.fenced && openedAt !== null
      ? [`users had the page for at least ${minutes(point.requestedAt, openedAt)}`]
      : []),
  ];
}

function minutes(from: string, until: string | null): string {
  const passed = Math.max(1, Math.round((Date.parse(until ?? from) - Date.parse(from)) / 60_000));
  return passed === 1 ? 'a minute' : `${passed} minutes`;
}
