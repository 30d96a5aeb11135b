import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { Service } from '../../model/environment.ts';
import type { Seen } from '../../services/image.ts';
import { withDigest } from '../../services/image-reference.ts';
import type { RunningImages } from '../../services/running-images.ts';

/** One container of a service's task definition, and what must be looked at to know what it runs. */
interface Running {
  readonly name: string;
  /** As the task definition names it. */
  readonly image: string;
  readonly main: boolean;
  /** By digest, as it runs; the task definition's own reference where nothing runs; empty: it runs, and nobody knows what. */
  readonly references: readonly string[];
}

export interface KnownImages {
  /** Container name -> digest to return to. Containers without one are not pinned: a warning says so. */
  readonly images: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** What is to be looked at before {@link knownImages}. Containers that AWS injects are not in the definition. */
export function runningContainers(
  { container }: Pick<Service, 'container'>,
  definitions: readonly ContainerDefinition[],
  { tasks, digests }: RunningImages,
): Running[] {
  return definitions.flatMap(({ name, image }) => {
    if (name === undefined || image === undefined) return [];
    const byDigest = (digests[name] ?? []).flatMap((digest) => withDigest(image, digest) ?? []);
    return [{ name, image, main: name === container, references: tasks === 0 ? [image] : byDigest }];
  });
}

/**
 * The digest of every container, as the known good records it: one that runs, that ECR has, and that can be pulled. A release
 * is refused where a rollback of it could not start a container again, and warned where nobody can tell.
 */
export function knownImages(
  service: string,
  containers: readonly Running[],
  seen: ReadonlyMap<string, Seen>,
): KnownImages {
  const found = containers.map((container) => known(service, container, seen));
  return {
    images: Object.fromEntries(found.flatMap(({ pin }) => (pin === undefined ? [] : [pin]))),
    problems: found.flatMap(({ problem }) => problem ?? []),
    warnings: found.flatMap(({ warning }) => warning ?? []),
  };
}

interface Found {
  readonly pin?: readonly [container: string, digest: string];
  readonly problem?: string;
  readonly warning?: string;
}

function known(service: string, { name, image, main, references }: Running, seen: ReadonlyMap<string, Seen>): Found {
  const what = `container "${name}" of service "${service}"`;
  const unpinned = (why: string): Found => ({
    warning: `${what} is not pinned (${image}): ${why}. A rollback starts what that name means then`,
  });
  const [reference, ...more] = references;
  if (reference === undefined) {
    return main
      ? { problem: `ECS does not tell which image ${what} runs; expected the digest of its tasks. Deploy it anew` }
      : unpinned('ECS does not tell what it runs');
  }
  if (more.length > 0) {
    return main
      ? {
          problem: `the tasks of service "${service}" run ${references.length} images in container "${name}" (${references.join(', ')}): nobody could say which is good; expected one. Force a new deployment, wait until it is steady, then start the release again`,
        }
      : unpinned(`its tasks run ${references.length} different images`);
  }
  const look = seen.get(reference);
  switch (look?.kind) {
    case 'there':
      return { pin: [name, look.digest] };
    case 'gone':
      return {
        problem: `${what} runs ${reference}, and a rollback could not start it again: ${look.why}; expected an image that can be pulled. Push it again (or take it out of the archive), or deploy one that is there, then start the release again`,
      };
    default:
      return unpinned(look?.why ?? 'it was not looked at');
  }
}
