import type { Reasons } from '../../messages/reasons.ts';
import type { Pinned } from '../pinned.ts';
import type { Output } from './contract.ts';

/** A service that is to go back. */
export interface Returning {
  readonly service: string;
  readonly taskDefinition: string;
  /** Null: ECS has deleted the task definition. */
  readonly containers: readonly (Pick<Pinned, 'name' | 'missing'> & { readonly key: string })[] | null;
}

/**
 * Whether the known good can be started. An image chosen for what does not go back is named too: whoever chose it meant
 * something.
 * @param chosen keys of the images that a person chose
 */
export function fitness(returning: readonly Returning[], chosen: readonly string[], say: Reasons): Output {
  const containers = returning.flatMap(({ service, containers: found }) =>
    (found ?? []).map((container) => ({ service, ...container })),
  );
  const deleted = returning.filter(({ containers: found }) => found === null);
  const missing = containers.flatMap(({ missing: gone, ...of }) => (gone === null ? [] : [{ ...of, gone }]));
  const unknown = chosen.filter((key) => !containers.some((container) => container.key === key));
  const problems = [
    ...deleted.map(({ service, taskDefinition }) => say.definitionMissing(service, taskDefinition)),
    ...missing.map(({ service, name, gone }) => say.imageMissing(service, name, gone.image, gone.why)),
    ...unknown.map((key) => say.imageForNothing(key, containers.map((container) => container.key).join(', '))),
  ];
  return {
    fit: problems.length === 0,
    problems,
    missing: missing.map(({ key }) => key),
    deleted: deleted.map(({ service }) => service),
  };
}
