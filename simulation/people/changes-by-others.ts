import type { Rds } from '../../sandbox/services/rds/rds.ts';
import { liveServer, runningServices } from '../world/running-services.ts';
import { ALARMS, CLUSTER, PARAMETERS, SERVICES, STACK } from '../world/survey-platform.ts';
import { OTHER } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import { PERSON } from './at-the-console.ts';

/** So its change is called. */
export const MOVES_THE_POINTER = 'moves the pointer';

const call = (world: World, service: string, operation: string, input: object): Promise<Record<string, unknown>> =>
  world.kernel.call(PERSON, service, operation, input) as Promise<Record<string, unknown>>;

export async function setAlarm(
  world: World,
  AlarmName: string,
  StateValue: 'OK' | 'ALARM',
  why: string,
): Promise<void> {
  await call(world, 'monitoring', 'SetAlarmState', { AlarmName, StateValue, StateReason: why });
}

export async function fireTheAlarmAgain(world: World): Promise<void> {
  for (const value of ['OK', 'ALARM'] as const) await setAlarm(world, ALARMS.errorRate, value, 'again');
}

/** RDS backs up the live database at its own time: until that has ended it takes no change and no snapshot. */
export async function beginTheDailyBackup(world: World): Promise<void> {
  const port = liveServer(world)?.port;
  const live = world.instances().find(({ Endpoint }) => Endpoint?.Port === port);
  if (port === undefined || live?.DBInstanceIdentifier === undefined) return;
  (world.kernel.services.get('rds') as unknown as Rds).backUp(live.DBInstanceIdentifier);
}

/** Longer than any inspection. */
const STACK_UPDATE_MS = 10 * 60_000;

/** Somebody deploys the application's stack; it changes nothing that is ours to see. */
export async function updateAStack({ cloudformation, clock, facts }: World): Promise<void> {
  const from = clock.now();
  facts.stackUpdates.push({ from, until: from + STACK_UPDATE_MS });
  cloudformation.put(STACK, 'UPDATE_IN_PROGRESS');
  await clock.sleep(STACK_UPDATE_MS);
  cloudformation.put(STACK, 'UPDATE_COMPLETE');
}

/** Nobody has released for weeks: each function fails until it is ready again. */
export async function becomeIdle({ functions }: World): Promise<void> {
  functions.becomeIdle();
}

const [SERVICE] = SERVICES;
/** The application's, beside its sidecar. */
const CONTAINER = 'app';

/** Of its autoscaling in the template. */
const MOST_TASKS = 4;

/** Many users come, and autoscaling wants one task more, unless it is suspended. */
export async function scaleOut(world: World): Promise<void> {
  const found = runningServices(world).find(({ name }) => name === SERVICE);
  if (found === undefined || found.suspended || found.desired === 0 || found.desired >= MOST_TASKS) return;
  const count = found.desired + 1;
  world.ecs.setDesiredCount(CLUSTER, SERVICE, count);
  world.facts.scaledOut.push({ at: world.clock.now(), service: SERVICE, count });
}

export async function deployAService(world: World): Promise<void> {
  const before = world.runs(SERVICE);
  const theirs = await registerTheirs(world, before);
  await call(world, 'ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: theirs });
  world.facts.others.push({
    at: world.clock.now(),
    what: `deploys ${OTHER} to ${SERVICE}`,
    named: theirs,
    // Their version may not start, and ECS itself go back from it: then there is nothing of theirs to undo.
    undoneBy: ({ operation, input, before: ran }) => {
      const { taskDefinition } = input as { taskDefinition?: string };
      return (
        operation === 'UpdateService' && ran === theirs && taskDefinition !== undefined && taskDefinition !== theirs
      );
    },
    // What has gone on to another version since is not theirs to put back: the one before may be the bad one.
    mend: async () => {
      if (world.runs(SERVICE) !== theirs) return;
      await call(world, 'ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: before });
    },
  });
}

/** Registers the same task definition with another version's image; its ARN. */
async function registerTheirs(world: World, before: string): Promise<string> {
  const { taskDefinition } = (await call(world, 'ecs', 'DescribeTaskDefinition', { taskDefinition: before })) as {
    taskDefinition: { containerDefinitions: { name: string; image: string }[]; [more: string]: unknown };
  };
  const { family, cpu, memory, networkMode, taskRoleArn, executionRoleArn, requiresCompatibilities } = taskDefinition;
  const registered = (await call(world, 'ecs', 'RegisterTaskDefinition', {
    ...{ family, cpu, memory, networkMode, taskRoleArn, executionRoleArn, requiresCompatibilities },
    containerDefinitions: taskDefinition.containerDefinitions.map((container) =>
      container.name === CONTAINER
        ? { ...container, image: container.image.replace(/[:@].*$/, `:${OTHER}`) }
        : container,
    ),
  })) as { taskDefinition: { taskDefinitionArn: string } };
  return registered.taskDefinition.taskDefinitionArn;
}

export async function changeAParameter(world: World): Promise<void> {
  const Name = PARAMETERS.dashboardTitle;
  // What changes while a release runs is part of it, and goes back with it; later changes are somebody else's.
  const later = world.ledger.held().status === 'open';
  const before = world.ssm.valueOf(Name);
  const release = recordedBy(world);
  await call(world, 'ssm', 'PutParameter', { Name, Value: `Changed at ${world.clock.now()}`, Overwrite: true });
  if (release !== undefined) world.facts.configured.push({ release, name: Name, before });
  world.facts.others.push({
    at: world.clock.now(),
    what: `changes ${Name}`,
    named: Name,
    undoneBy: ({ operation, input }) =>
      later && operation === 'PutParameter' && (input as { Name?: string }).Name === Name,
    mend: async () => {},
  });
}

/** The release that runs, once its known good is recorded: with the parameters of before. */
function recordedBy({ ledger }: World): string | undefined {
  const { status, work } = ledger.status();
  return status === 'releasing' && ledger.releases().some(({ id, knownGood }) => id === work && knownGood !== null)
    ? (work ?? undefined)
    : undefined;
}

export async function moveThePointer(world: World): Promise<void> {
  const before = world.pointer.value;
  const elsewhere = 'elsewhere.example:5432';
  await call(world, ...world.pointer.writing(elsewhere));
  world.facts.others.push({
    at: world.clock.now(),
    what: MOVES_THE_POINTER,
    named: elsewhere,
    undoneBy: (made) =>
      world.pointer.isWrittenBy(made) &&
      // Once it was put right by hand, it is as we left it again.
      !world.facts.mendedAt.some((mended) => mended < made.at),
    mend: async () => {
      if (world.pointer.value === elsewhere) await call(world, ...world.pointer.writing(before));
    },
  });
}
