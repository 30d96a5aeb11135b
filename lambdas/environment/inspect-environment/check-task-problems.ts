import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { TaskCheck } from '../../model/environment.ts';
import type { Release } from '../../model/release.ts';
import type { Seen } from '../../services/image.ts';
import type { Fitness } from './restore-problems.ts';

/** What the tasks of checks would start, as it is now. */
export interface SeenCheckTasks {
  /** By `task.definition`; one that does not exist is absent. */
  readonly definitions: ReadonlyMap<string, TaskDefinition>;
  /** Images of all their containers. */
  readonly images: ReadonlyMap<string, Seen>;
}

/** Checks that are tasks and that this release, or a rollback of it, would run. */
export const chosenTasks = (checks: readonly TaskCheck[], { affected }: Pick<Release, 'affected'>): TaskCheck[] =>
  checks.filter(({ smoke, functionality }) => smoke || affected.includes(functionality));

/** What would keep the tasks of checks from starting, when the environment is changed already. */
export function checkTaskProblems(checks: readonly TaskCheck[], seen: SeenCheckTasks): Fitness {
  const judged = checks.map((check): Fitness => {
    const definition = seen.definitions.get(check.task.definition);
    if (definition === undefined || definition.status === 'INACTIVE')
      return {
        problems: [
          `check "${check.name}": there is no ACTIVE task definition ${check.task.definition}; expected one. Register it, or correct "checks" of the configuration`,
        ],
        warnings: [],
      };
    const containers = definition.containerDefinitions ?? [];
    const found = containers.map((container) => ofImage(check, container, seen.images));
    return {
      problems: [...ofDefinition(check, definition), ...found.flatMap(({ problems }) => problems)],
      warnings: found.flatMap(({ warnings }) => warnings),
    };
  });
  return {
    problems: judged.flatMap(({ problems }) => problems),
    warnings: judged.flatMap(({ warnings }) => warnings),
  };
}

function ofDefinition({ name, task }: TaskCheck, definition: TaskDefinition): string[] {
  const { containerDefinitions = [], volumes = [], networkMode, requiresCompatibilities = [] } = definition;
  const own = containerDefinitions.find((container) => container.name === task.container);
  const which = `check "${name}": task definition ${task.definition}`;
  const roles = [definition.taskRoleArn, definition.executionRoleArn].flatMap((arn) => arn?.split('/').at(-1) ?? []);
  const others = roles.filter((role) => !task.roles.includes(role));
  return [
    ...(own === undefined
      ? [
          `${which} has no container "${task.container}" (it has ${containerDefinitions.map((container) => `"${container.name}"`).join(', ')}); expected the one whose exit code decides`,
        ]
      : []),
    ...(own?.restartPolicy?.enabled === true
      ? [`${which} restarts container "${task.container}", so that its check never ends; expected no restart policy`]
      : []),
    ...(networkMode !== 'awsvpc' || !requiresCompatibilities.includes('FARGATE')
      ? [`${which} is not for Fargate; expected network mode awsvpc and FARGATE among its compatibilities`]
      : []),
    ...volumes.flatMap((volume) =>
      volume.configuredAtLaunch === true
        ? [
            `${which} has the volume "${volume.name}", which is configured at launch; expected none: the check gives none`,
          ]
        : [],
    ),
    ...(others.length > 0
      ? [
          `${which} has the role ${others.join(', ')}, which may not be passed; expected ${task.roles.join(', ')}. Name it in "task.roles" of the check`,
        ]
      : []),
  ];
}

function ofImage(
  check: TaskCheck,
  { name, image = '' }: ContainerDefinition,
  images: SeenCheckTasks['images'],
): Fitness {
  const seen = images.get(image);
  const what = `check "${check.name}": container "${name}" of ${check.task.definition}`;
  switch (seen?.kind) {
    case 'there':
      return { problems: [], warnings: [] };
    case 'gone':
      return {
        problems: [
          `${what} has the image ${image}, which cannot be pulled: ${seen.why}; expected one that can. Push it again`,
        ],
        warnings: [],
      };
    default:
      return {
        problems: [],
        warnings: [
          `${what}: nobody can tell whether its image ${image} is there (${seen?.why ?? 'it was not looked at'})`,
        ],
      };
  }
}
