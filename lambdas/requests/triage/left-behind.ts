import type { ReleaseRecord } from '../../model/ledger.ts';

/** Services that a release was to move and that do not run its version. */
const leftBehind = (release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] =>
  release.request.changes
    .map(({ service }) => service)
    .filter((service) => release.switched[service] === undefined || release.switched[service] !== running.get(service));

/**
 * Services left behind by a release whose breaking migration has started. Nobody may be let in to them, whoever decides so:
 * their old version was never verified with that database.
 */
export const unverified = (release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] =>
  release.migrationStartedAt === null || release.request.migration !== 'breaking' ? [] : leftBehind(release, running);

/** Services left behind by a release that moved others: a person who reopens must know of them. */
export function mixed(release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] {
  const left = leftBehind(release, running);
  return left.length < release.request.changes.length ? left : [];
}
