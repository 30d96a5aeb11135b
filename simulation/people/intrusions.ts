import { NEW, OTHER } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import type { Person } from './person.ts';

const ELSE = { arn: 'arn:aws:iam::111122223333:user/person' };
const MINUTE = 60_000;

export const INTRUSIONS = [
  'another release',
  'two rollbacks at once',
  'an execution is stopped',
  'an ended release is redriven',
  'somebody deploys a service',
  'somebody changes a parameter',
  'somebody moves the pointer',
  'a stray job writes',
  'a forgotten session writes',
  'the alarm fires again',
  'every event comes twice',
] as const;

export type IntrusionKind = (typeof INTRUSIONS)[number];

/** Something that nobody planned for, at a time after the story began. Virtual ms. */
export interface Intrusion {
  readonly kind: IntrusionKind;
  readonly after: number;
}

/** Lets an intrusion happen when its time has come. */
export async function intrude(world: World, person: Person, { kind, after }: Intrusion): Promise<void> {
  if (kind === 'every event comes twice') {
    const once = world.events.delivery;
    world.events.delivery = (event) => (once(event) === 'never' ? 'never' : 'twice');
    return;
  }
  await world.clock.sleep(after);
  try {
    await HAPPENS[kind](world, person);
  } catch (error) {
    world.kernel.log(`${kind}: ${(error as Error).message}`); // A refused request is an answer too.
  }
}

const call = (world: World, service: string, operation: string, input: object): Promise<Record<string, unknown>> =>
  world.kernel.call(ELSE, service, operation, input) as Promise<Record<string, unknown>>;

const HAPPENS: Readonly<
  Record<Exclude<IntrusionKind, 'every event comes twice'>, (world: World, person: Person) => Promise<void>>
> = {
  async 'another release'(_world, person) {
    await person.start('release', { version: NEW, reason: 'The same again, by somebody else' });
  },

  async 'two rollbacks at once'(_world, person) {
    const request = { reason: 'Two of us at once', criterion: 'monitoring-feedback' };
    await Promise.all([person.start('rollback', request), person.start('rollback', { ...request, requestedBy: 'b' })]);
  },

  async 'an execution is stopped'(world, person) {
    const running = world.states.executions().filter(({ status }) => status === 'RUNNING');
    const found = running.at(world.chance.int(0, Math.max(1, running.length)));
    if (found !== undefined) await person.stop(found.options.arn);
  },

  async 'an ended release is redriven'(world, person) {
    const ended = world.states.executions().find(({ status }) => status === 'ABORTED' || status === 'FAILED');
    if (ended !== undefined) await person.redrive(ended.options.arn);
  },

  async 'the alarm fires again'(world) {
    for (const StateValue of ['OK', 'ALARM'])
      await call(world, 'monitoring', 'SetAlarmState', {
        AlarmName: 'survey-5xx-rate',
        StateValue,
        StateReason: 'again',
      });
  },

  async 'somebody deploys a service'(world) {
    const { services } = (await call(world, 'ecs', 'DescribeServices', { cluster: 'survey', services: ['web'] })) as {
      services: { taskDefinition: string }[];
    };
    const before = services[0]?.taskDefinition ?? '';
    const described = (await call(world, 'ecs', 'DescribeTaskDefinition', { taskDefinition: before })) as {
      taskDefinition: { family: string; containerDefinitions: { image: string }[]; [more: string]: unknown };
    };
    const {
      family,
      containerDefinitions,
      cpu,
      memory,
      networkMode,
      taskRoleArn,
      executionRoleArn,
      requiresCompatibilities,
    } = described.taskDefinition;
    const registered = (await call(world, 'ecs', 'RegisterTaskDefinition', {
      ...{ family, cpu, memory, networkMode, taskRoleArn, executionRoleArn, requiresCompatibilities },
      containerDefinitions: containerDefinitions.map((container) => ({
        ...container,
        image: container.image.replace(/[:@].*$/, `:${OTHER}`),
      })),
    })) as { taskDefinition: { taskDefinitionArn: string } };
    const theirs = registered.taskDefinition.taskDefinitionArn;
    await call(world, 'ecs', 'UpdateService', { cluster: 'survey', service: 'web', taskDefinition: theirs });
    world.facts.others.push({
      at: world.clock.now(),
      what: `deploys ${OTHER} to web`,
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
        if (world.runs('web') !== theirs) return;
        await call(world, 'ecs', 'UpdateService', { cluster: 'survey', service: 'web', taskDefinition: before });
      },
    });
  },

  async 'somebody changes a parameter'(world) {
    const Name = '/survey/config/dashboard-title';
    // What changes while a release runs is part of it, and goes back with it; later changes are somebody else's.
    const later = world.ledger.held().status === 'open';
    await call(world, 'ssm', 'PutParameter', { Name, Value: `Changed at ${world.clock.now()}`, Overwrite: true });
    world.facts.others.push({
      at: world.clock.now(),
      what: `changes ${Name}`,
      named: Name,
      undoneBy: ({ operation, input }) =>
        later && operation === 'PutParameter' && (input as { Name?: string }).Name === Name,
      mend: async () => {},
    });
  },

  async 'somebody moves the pointer'(world) {
    const before = world.pointer.value;
    const elsewhere = 'elsewhere.example:5432';
    await call(world, ...world.pointer.writing(elsewhere));
    world.facts.others.push({
      at: world.clock.now(),
      what: 'moves the pointer',
      named: elsewhere,
      undoneBy: (made) =>
        world.pointer.isWrittenBy(made) &&
        // Once it was put right by hand, it is as we left it again.
        !world.facts.mendedAt.some((mended) => mended < made.at),
      mend: async () => {
        if (world.pointer.value === elsewhere) await call(world, ...world.pointer.writing(before));
      },
    });
  },

  async 'a stray job writes'(world) {
    const [original] = world.postgres.servers;
    if (original === undefined) return;
    for (let n = 0; n < 200; n++) {
      await world.clock.sleep(MINUTE / 2);
      try {
        // It goes on with the host it was given once, as a forgotten job does.
        const session = original.connect(world.applicationRole, 'stray-job');
        const id = world.facts.nextWrite();
        session.write('distributions', 'insert', id);
        session.end();
        world.facts.wrote({ id, at: world.clock.now(), table: 'distributions', by: undefined });
      } catch {
        // Ended, or read-only: it was not acknowledged.
      }
    }
  },

  async 'a forgotten session writes'(world) {
    const [original] = world.postgres.servers;
    if (original === undefined) return;
    // Begun when writing was allowed, it may go on writing until somebody ends it; it does not begin again.
    const session = original.connect(world.applicationRole, 'psql');
    for (let n = 0; n < 200; n++) {
      await world.clock.sleep(MINUTE / 2);
      const id = world.facts.nextWrite();
      session.write('distributions', 'insert', id);
      world.facts.wrote({ id, at: world.clock.now(), table: 'distributions', by: undefined });
    }
  },
};
