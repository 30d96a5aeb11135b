import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Service } from '../../model/environment.ts';

/** Configured containers that are missing in their service's task definition: a release would change nothing there. */
export function containerProblems(
  services: readonly Service[],
  definitions: ReadonlyMap<string, Pick<TaskDefinition, 'containerDefinitions'>>,
): string[] {
  return services.flatMap(({ name, container }) => {
    const definition = definitions.get(name);
    if (definition === undefined) return [];
    const names = (definition.containerDefinitions ?? []).map((found) => found.name);
    return names.includes(container)
      ? []
      : [
          `the task definition of service "${name}" has no container "${container}"; it has ${names.join(', ') || 'none'}. Correct "container" of that service in the configuration`,
        ];
  });
}
