import type { ReleaseRecord } from '../../model/ledger.ts';

/** Services that a release was to move and that do not run its version. */
const leftBehind = (release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] =>
  release.request.changes
    .map(({ service }) => service)
    .filter((service) => release.switched[service] === undefined || release.switched[service] !== running.get(service));

/**
 * Those of a release whose breaking migration has started: the old version was never verified with that database, and
 * nobody may be let in to it, whoever decides so.
 */
export const unverified = (release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] =>
  release.migrationStartedAt === null || release.request.migration !== 'breaking' ? [] : leftBehind(release, running);

/** Those of a release that has moved others: whoever reopens as it is, is told. */
export function mixed(release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] {
  const left = leftBehind(release, running);
  return left.length < release.request.changes.length ? left : [];
}
