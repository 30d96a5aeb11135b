import type { Service } from '@aws-sdk/client-ecs';
import { primary } from '../../services/describe.ts';
import { parseImage, withDigest } from '../../services/image-reference.ts';
import type { RunningImages } from '../../services/running-images.ts';

/** Names of the parameters under `/knowngood/<environment>/`, which templates of the application read (docs/beside-your-stacks.md). */
export const NAMES = {
  databaseHost: 'database/host',
  taskDefinition: (service: string) => `services/${service}/task-definition`,
  count: (service: string) => `services/${service}/count`,
  image: (service: string, container: string) => `services/${service}/containers/${container}/image`,
} as const;

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
