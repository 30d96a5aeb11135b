import type { ReleaseRecord } from '../model/ledger.ts';

/**
 * Services that a release was to move and that do not run its version, though its breaking migration has started: the old
 * version was never verified with that database, and nobody may be let in to it, whoever decides so.
 */
export function leftBehind(release: ReleaseRecord, running: ReadonlyMap<string, string>): string[] {
  if (release.migrationStartedAt === '' || release.request.migration !== 'breaking') return [];
  return release.request.changes
    .map(({ service }) => service)
    .filter((service) => release.switched[service] === undefined || release.switched[service] !== running.get(service));
}
