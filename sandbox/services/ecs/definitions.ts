import type { ContainerDefinition, RegisterTaskDefinitionRequest, Tag, TaskDefinition } from '@aws-sdk/client-ecs';
import { refused, unmodelled } from './errors.ts';

/** A revision as registered, with its tags. */
export interface Definition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly facts: TaskDefinition;
  readonly containers: readonly ContainerDefinition[];
  readonly tags: readonly Tag[];
}

/** Members of a container definition that the sandbox obeys, or that change nothing a process on a laptop can show. */
const CONTAINER = [
  ...['name', 'image', 'cpu', 'memory', 'memoryReservation', 'portMappings', 'essential', 'entryPoint', 'command'],
  ...['environment', 'secrets', 'stopTimeout', 'logConfiguration', 'dockerLabels', 'user', 'readonlyRootFilesystem'],
  ...['linuxParameters', 'ulimits', 'versionConsistency', 'hostname', 'privileged', 'interactive', 'pseudoTerminal'],
];

const TASK = [
  ...['family', 'taskRoleArn', 'executionRoleArn', 'networkMode', 'containerDefinitions', 'requiresCompatibilities'],
  ...['cpu', 'memory', 'tags', 'runtimePlatform', 'ephemeralStorage', 'enableFaultInjection', 'pidMode', 'ipcMode'],
];

/** Fargate's longest stopTimeout, in seconds. */
const LONGEST_STOP_TIMEOUT = 120;

/** Task definitions by family; a revision never changes and its number is never used again. */
export class Definitions {
  private readonly byFamily = new Map<string, Definition[]>();
  private readonly prefix: string;

  constructor({ region, account }: { region: string; account: string }) {
    this.prefix = `arn:aws:ecs:${region}:${account}:task-definition`;
  }

  /** @throws ClientException, InvalidParameterException; a 501 that names what is not modelled. */
  register(request: RegisterTaskDefinitionRequest, registeredAt: Date, registeredBy: string): Definition {
    const { family = '', containerDefinitions = [], tags = [], ...rest } = request;
    if (!/^[\w-]{1,255}$/.test(family)) throw refused.client(`Family ${family} contains invalid characters.`);
    refuseOthers('RegisterTaskDefinition', request, TASK);
    if (containerDefinitions.length === 0)
      throw refused.client('Task definition must have at least one container definition.');
    containerDefinitions.forEach(check);
    const revisions = this.byFamily.get(family) ?? [];
    this.byFamily.set(family, revisions);
    const revision = (revisions.at(-1)?.revision ?? 0) + 1;
    const arn = `${this.prefix}/${family}:${revision}`;
    const containers = containerDefinitions.map((container) => ({
      ...container,
      essential: container.essential ?? true,
    }));
    const facts: TaskDefinition = {
      ...rest,
      family,
      revision,
      taskDefinitionArn: arn,
      containerDefinitions: containers,
      status: 'ACTIVE',
      volumes: [],
      placementConstraints: [],
      compatibilities: ['EC2', 'FARGATE'],
      registeredAt,
      registeredBy,
    };
    const definition = { arn, family, revision, facts, containers, tags };
    revisions.push(definition);
    return definition;
  }

  /** What `family`, `family:revision` or an ARN names; a family alone means its latest ACTIVE revision. */
  find(reference: string): Definition | undefined {
    const name = reference.startsWith(this.prefix) ? reference.slice(this.prefix.length + 1) : reference;
    const [family = '', revision] = name.split(':');
    const revisions = this.byFamily.get(family) ?? [];
    if (revision) return revisions.find((definition) => definition.revision === Number(revision));
    return revisions.findLast(({ facts }) => facts.status === 'ACTIVE');
  }

  /** A definition that can be started. @throws ClientException, InvalidParameterException for a revision that is INACTIVE. */
  active(reference: string): Definition {
    const definition = this.find(reference);
    if (!definition) throw refused.client('Unable to find task definition.');
    if (definition.facts.status !== 'ACTIVE') throw refused.parameter('TaskDefinition is inactive');
    return definition;
  }

  deregister(definition: Definition, deregisteredAt: Date): void {
    Object.assign(definition.facts, { status: 'INACTIVE', deregisteredAt });
  }

  /** Families that have an ACTIVE revision. */
  get families(): string[] {
    return [...this.byFamily.keys()].filter((family) => this.list(family).length > 0);
  }

  /** ARNs of the ACTIVE revisions, oldest first. */
  list(family?: string): string[] {
    const all = family ? (this.byFamily.get(family) ?? []) : [...this.byFamily.values()].flat();
    return all.filter(({ facts }) => facts.status === 'ACTIVE').map(({ arn }) => arn);
  }
}

function check(container: ContainerDefinition): void {
  if (!container.name) throw refused.client('Container.name should not be null or empty.');
  if (!container.image) throw refused.client('Container.image should not be null or empty.');
  refuseOthers(`container ${container.name}`, container, CONTAINER);
  if ((container.portMappings?.length ?? 0) > 1) throw unmodelled(`more than one port of container ${container.name}`);
  if ((container.stopTimeout ?? 0) > LONGEST_STOP_TIMEOUT) {
    throw refused.client(
      `The stopTimeout of container ${container.name} must be at most ${LONGEST_STOP_TIMEOUT} seconds.`,
    );
  }
}

/** A describe answers empty lists for members that were never set; a request that repeats them asks for nothing. */
function refuseOthers(where: string, given: object, modelled: readonly string[]): void {
  for (const [name, value] of Object.entries(given)) {
    const empty = value === undefined || (Array.isArray(value) && value.length === 0);
    if (!empty && !modelled.includes(name)) throw unmodelled(`${name} of ${where}`);
  }
}
