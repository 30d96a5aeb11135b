import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Service } from '../../model/environment.ts';
import type { Release, ServiceChange } from '../../model/release.ts';

/** What is asked of the task definitions. */
export interface Asked {
  readonly services: readonly Service[];
  readonly release: Pick<Release, 'changes' | 'migration'>;
  readonly migration: { readonly service: string; readonly container: string };
}

type Definition = Pick<TaskDefinition, 'cpu' | 'memory' | 'containerDefinitions' | 'volumes'>;

/** What ECS would refuse of the next revisions, or of the migration's task, after the release is announced. */
export function definitionProblems(
  { services, release, migration }: Asked,
  definitions: ReadonlyMap<string, Definition>,
): string[] {
  const ofChanges = release.changes.flatMap((change) => {
    const definition = definitions.get(change.service);
    const container = services.find(({ name }) => name === change.service)?.container ?? '';
    return definition === undefined
      ? []
      : [...sizeProblems(change, definition), ...clashes(change, container, definition)];
  });
  const definition = definitions.get(migration.service);
  return release.migration === 'none' || definition === undefined
    ? ofChanges
    : [...ofChanges, ...migrationProblems(migration, definition)];
}

/** CPU units -> MiB of memory: the least, the most, the step between (developerguide/task-cpu-memory-error.html). */
const SIZES: Readonly<Record<number, readonly [least: number, most: number, step: number]>> = {
  256: [512, 2_048, 512],
  512: [1_024, 4_096, 1_024],
  1024: [2_048, 8_192, 1_024],
  2048: [4_096, 16_384, 1_024],
  4096: [8_192, 30_720, 1_024],
  8192: [16_384, 61_440, 4_096],
  16384: [32_768, 122_880, 8_192],
};

/** Only what the release changes is judged: of what runs ECS has judged itself. */
function sizeProblems({ service, cpu, memory }: ServiceChange, definition: Definition): string[] {
  if (cpu === undefined && memory === undefined) return [];
  const units = inUnits(cpu ?? definition.cpu, 'vCPU');
  const mebibytes = inUnits(memory ?? definition.memory, 'GB');
  const given = `service "${service}" would have ${units} CPU units and ${mebibytes} MiB of memory, which Fargate does not offer together`;
  const size = SIZES[units];
  if (size === undefined) return [`${given}; expected CPU of ${Object.keys(SIZES).join(', ')}`];
  const [least, most, step] = size;
  const offered =
    mebibytes >= least && mebibytes <= most && (mebibytes - least) % step === 0 && notMissing(units, mebibytes);
  return offered ? [] : [`${given}; expected ${least} to ${most} MiB with ${units} CPU units, in steps of ${step}`];
}

/** 256 CPU units have 512, 1024 and 2048 MiB. */
const notMissing = (units: number, mebibytes: number): boolean => !(units === 256 && mebibytes === 1_536);

/** "1 vCPU" and "2 GB" are taken too, as ECS does. */
function inUnits(value: string | undefined, unit: 'vCPU' | 'GB'): number {
  const amount = Number.parseFloat(value ?? '');
  return value?.toLowerCase().includes(unit.toLowerCase()) ? amount * 1_024 : amount;
}

/** "The secret name must be unique and not shared with any … environment variables set on the container." */
function clashes({ service, environment = {} }: ServiceChange, container: string, definition: Definition): string[] {
  const secrets = definition.containerDefinitions?.find(({ name }) => name === container)?.secrets ?? [];
  return secrets.flatMap(({ name = '' }) =>
    name in environment
      ? [
          `"services.${service}.environment.${name}" has the name of a secret of container "${container}"; expected each name once. Leave it out, or change that secret's value`,
        ]
      : [],
  );
}

function migrationProblems(
  { service, container }: Asked['migration'],
  { containerDefinitions, volumes }: Definition,
): string[] {
  const own = containerDefinitions?.find(({ name }) => name === container);
  const launched = (volumes ?? []).filter(({ configuredAtLaunch }) => configuredAtLaunch === true);
  return [
    ...(own?.restartPolicy?.enabled === true
      ? [
          `container "${container}" of service "${service}" has a restart policy, which would run a finished migration again; expected none where a migration is declared`,
        ]
      : []),
    ...launched.map(
      ({ name }) =>
        `volume "${name}" of service "${service}" is configured at launch, which the migration's task is not; expected no such volume where a migration is declared`,
    ),
  ];
}
