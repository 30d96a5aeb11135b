import type { Faults } from '../faults/plan.ts';
import { type Intrusion, intrude } from '../people/intrusions.ts';
import { Person } from '../people/person.ts';
import type { Scenario } from '../story/scenario.ts';
import { tell, users } from '../story/story.ts';
import { makeAgain, type Resolved, resolveTemplate } from '../world/deployment.ts';
import { Permissions } from '../world/permissions.ts';
import { Pointer } from '../world/pointer.ts';
import { SecretPointer } from '../world/secret-pointer.ts';
import { Versions } from '../world/versions.ts';
import { World } from '../world/world.ts';
import { EventClock } from './clock.ts';
import { use } from './determinism.ts';
import { enter } from './environment.ts';
import type { Handler } from './handlers.ts';
import { Random } from './random.ts';

const START = Date.UTC(2026, 2, 2, 12);

/** One run, over. */
export interface Run {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly world: World;
  readonly person: Person;
  /** It came to an end by itself. */
  readonly ended: boolean;
}

export interface RunOptions {
  readonly intrusions?: readonly Intrusion[];
  /** Calls keep their serialization. */
  readonly wire?: boolean;
}

/** Runs scenarios one after the other in this thread; worlds share what the template resolved to. */
export class Runner {
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly mutated: (definition: string) => string;
  /** What its runs exercised. */
  readonly permissions = new Permissions();
  /** The same where a secret's field is the pointer: other statements, which are not those of the template. */
  private readonly ofSecret = new Permissions();
  private readonly definitions = new Map<string, string>();
  private resolved: Resolved | undefined;

  /** @param mutated makes another definition of a workflow's: what the simulation must find out */
  constructor(handlers: ReadonlyMap<string, Handler>, mutated: (definition: string) => string = (same) => same) {
    this.handlers = handlers;
    this.mutated = mutated;
  }

  /** The same seed, scenario and faults make the same history. */
  async run(
    seed: number,
    scenario: Scenario,
    faults: Faults,
    { intrusions = [], wire = false }: RunOptions = {},
  ): Promise<Run> {
    const clock = new EventClock(START);
    const permissions = scenario.pointer === 'secret' ? this.ofSecret : this.permissions;
    const chance = new Random(seed);
    const surroundings = chance.stream('surroundings');
    const world = new World({
      clock,
      chance: surroundings,
      versions: new Versions(scenario.migration, chance.stream('migration').int(10_000, 60_000)),
      handlers: this.handlers,
      faults,
      permissions,
    });
    const person = new Person(world, chance.stream('person'), scenario);
    try {
      this.resolved ??= await this.resolve(world.versions, faults);
      enter(world, wire);
      // Names and identifiers of the deployed environment are the same in every world.
      use({ random: new Random('template'), clock });
      permissions.beginOfDeployment();
      await clock.until(this.deploy(world, this.resolved, scenario));
      permissions.endOfDeployment();
      use({ random: chance.stream('identifiers'), clock });
      faults.enter(world);
      void users(world);
      void person.onDuty();
      for (const intrusion of intrusions) void intrude(world, person, intrusion);
      const ended = await clock.until(tell(world, scenario, person, chance.stream('story')));
      // Nothing is closed: what waits for this world's time waits for ever, and goes with it.
      return { seed, scenario, world, person, ended };
    } finally {
      use(undefined);
      enter(undefined);
    }
  }

  private async deploy(world: World, resolved: Resolved, scenario: Scenario): Promise<void> {
    const { policy, watchdogMinutes, pointer } = scenario;
    const inSecret = pointer === 'secret' ? new SecretPointer(resolved) : undefined;
    world.pointer = new Pointer(world, inSecret);
    for (const { type, properties, created } of resolved.made) {
      if (type === 'AWS::SecretsManager::Secret') world.secretNames.push(created.ref);
      if (type === 'AWS::DynamoDB::Table') world.ledger.table = created.ref;
      if (type === 'AWS::CloudWatch::Alarm')
        for (const [, name = ''] of properties.matchAll(/"MetricName":"([^"]+)"/g)) world.watched.add(name);
    }
    await makeAgain(resolved, world.provide, (type, properties) => {
      if (properties['ScheduleExpression'] === 'rate(1 minute)' && watchdogMinutes > 1)
        return { ...properties, ScheduleExpression: `rate(${watchdogMinutes} minutes)` };
      if (type !== 'AWS::StepFunctions::StateMachine') return inSecret?.change(type, properties) ?? properties;
      const definition = String(properties['DefinitionString']);
      return { ...properties, DefinitionString: this.definitionFor(policy, inSecret, definition) };
    });
  }

  /** What runs vary of the configuration stands as literals in the states: the policy, and where the pointer is. */
  private definitionFor(policy: string, inSecret: SecretPointer | undefined, definition: string): string {
    const key = `${policy} ${inSecret?.secret ?? ''} ${definition}`;
    const known = this.definitions.get(key);
    if (known !== undefined) return known;
    const decided = definition.replaceAll(/"policy":"[a-z-]+"/g, `"policy":"${policy}"`);
    const made = this.mutated(inSecret?.definition(decided) ?? decided);
    this.definitions.set(key, made);
    return made;
  }

  /** What the template resolves to, in a world and a time of its own, so that every later world is made in the same way. */
  private async resolve(versions: Versions, faults: Faults): Promise<Resolved> {
    const clock = new EventClock(START);
    const { handlers, permissions } = this;
    permissions.beginOfDeployment();
    const world = new World({ clock, chance: new Random('template'), versions, handlers, faults, permissions });
    use({ random: new Random('template'), clock });
    return await clock.until(resolveTemplate(world.kernel, world.provide, world.dynamic));
  }
}
