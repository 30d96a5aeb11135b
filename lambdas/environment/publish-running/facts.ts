import { createHash } from 'node:crypto';
import type { Service } from '@aws-sdk/client-ecs';
import type { ReleaseRecord, StatusRecord } from '../../model/ledger.ts';
import type { PublishedRelease } from '../../model/published.ts';
import { primary } from '../../services/describe.ts';
import { parseImage, withDigest } from '../../services/image-reference.ts';
import type { RunningImages } from '../../services/running-images.ts';

/** Why a service's parameters stay as they are; undefined: it runs what a release or rollback switched it to, and nothing else. */
export function unsettled(service: Service | undefined, switchedTo: string): string | undefined {
  if (service === undefined) return 'ECS does not know it';
  const { taskDefinition, rolloutState } = primary(service) ?? {};
  if (taskDefinition !== switchedTo)
    return `somebody else has moved it to ${taskDefinition}; a release or rollback switched it to ${switchedTo}`;
  if ((service.deployments ?? []).length > 1 || rolloutState === 'IN_PROGRESS') return 'a deployment is under way';
  return undefined;
}

/**
 * The image that a container runs, by its digest. A tag may have moved since the tasks started, so only the tasks know.
 * @returns null where it cannot be told: no task runs, or tasks run different ones
 */
export function imageOf(written: string, ran: RunningImages['digests'][string] = []): string | null {
  if ((parseImage(written)?.digest ?? null) !== null) return written;
  const [digest, ...others] = ran;
  return digest === undefined || others.length > 0 ? null : withDigest(written, digest);
}

/** The newest release that has left just this; undefined: none has. */
export const leftBy = (
  running: StatusRecord['running'],
  releases: readonly ReleaseRecord[],
): ReleaseRecord | undefined =>
  releases.find(({ switched }) => {
    const moved = Object.entries(switched);
    return moved.length > 0 && moved.every(([service, taskDefinition]) => running[service] === taskDefinition);
  });

/** @param images name -> value, of every image published */
export function published(
  release: ReleaseRecord | undefined,
  images: ReadonlyMap<string, string>,
  settled: boolean,
): PublishedRelease {
  const lines = [...images].map(([name, image]) => `${name} ${image}`).sort();
  return {
    version: release?.version ?? 'unknown',
    release: release?.id ?? null,
    outcome: settled ? outcomeOf(release) : 'unsettled',
    commit: release?.request.commit ?? null,
    images: createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}

function outcomeOf(release: ReleaseRecord | undefined): string {
  if (release === undefined) return 'unverified';
  return release.reopened !== undefined && release.confirmed === undefined ? 'reopened' : release.outcome;
}
