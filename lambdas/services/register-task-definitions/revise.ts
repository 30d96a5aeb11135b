import type { DescribeTaskDefinitionCommandOutput, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { ServiceChange } from '../../model/release.ts';

/**
 * The next revision: what runs now, with one container's image and whatever else the release changes.
 */
export function revise(
  described: Described,
  container: string,
  image: string,
  change: ServiceChange,
): RegisterTaskDefinitionCommandInput {
  const current = registrable(described);
  return {
    ...current,
    ...(change.cpu === undefined ? {} : { cpu: change.cpu }),
    ...(change.memory === undefined ? {} : { memory: change.memory }),
    containerDefinitions: (current.containerDefinitions ?? []).map((definition) =>
      definition.name === container
        ? { ...definition, image, environment: merged(definition.environment ?? [], change.environment ?? {}) }
        : definition,
    ),
  };
}

/** The same revision once more, with these images, by container. */
export function withImages(
  described: Described,
  images: Readonly<Record<string, string>>,
): RegisterTaskDefinitionCommandInput {
  const current = registrable(described);
  return {
    ...current,
    containerDefinitions: (current.containerDefinitions ?? []).map((definition) => ({
      ...definition,
      image: images[definition.name ?? ''] ?? definition.image,
    })),
  };
}

type Described = Pick<DescribeTaskDefinitionCommandOutput, 'taskDefinition' | 'tags'>;

/** Fields that exist only in answers are dropped; all others are kept as they are. */
export function registrable(described: Described): RegisterTaskDefinitionCommandInput {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    deleteRequestedAt: _deleteRequestedAt,
    ...current
  } = described.taskDefinition ?? {};
  return {
    ...current,
    family: current.family ?? '',
    containerDefinitions: current.containerDefinitions ?? [],
    ...((described.tags ?? []).length === 0 ? {} : { tags: described.tags }),
  };
}

function merged(
  current: { name?: string | undefined; value?: string | undefined }[],
  asked: Readonly<Record<string, string>>,
) {
  const kept = current.filter(({ name }) => !(name !== undefined && name in asked));
  return [...kept, ...Object.entries(asked).map(([name, value]) => ({ name, value }))];
}
