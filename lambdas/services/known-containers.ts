import { DescribeTaskDefinitionCommand, type DescribeTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import type { Service } from '../model/environment.ts';
import type { KnownService } from '../model/release.ts';
import { ecs } from './describe.ts';
import { lookAtImages } from './image.ts';
import { type Pinned, pinned, type RecordedContainer, referencesOf } from './pinned.ts';

/** What a service would go back to, container by container. */
export interface Resolved {
  readonly described: DescribeTaskDefinitionCommandOutput;
  readonly containers: readonly Pinned[];
}

/**
 * Reads the recorded task definition and looks at every image that a return to it would start.
 * @param chosen images that a person chose instead, by `<service>` or `<service>/<container>`
 */
export async function resolveKnown(
  service: Service,
  known: KnownService,
  chosen: Readonly<Record<string, string>>,
): Promise<Resolved> {
  const described = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: known.taskDefinition, include: ['TAGS'] }),
  );
  const containers = (described.taskDefinition?.containerDefinitions ?? []).flatMap(
    ({ name, image }): RecordedContainer[] =>
      name === undefined || image === undefined
        ? []
        : [{ name, image, ran: known.images[name] ?? null, chosen: chosen[keyOf(service, name)] ?? null }],
  );
  const seen = await lookAtImages(containers.flatMap(referencesOf));
  return { described, containers: containers.map((container) => pinned(container, seen)) };
}

/** By which a person names a container: the service's own by the service alone. */
export const keyOf = ({ name, container }: Pick<Service, 'name' | 'container'>, of: string): string =>
  of === container ? name : `${name}/${of}`;
