import { enter } from '../calls/current.ts';
import type { Faults } from '../faults/fault.ts';
import { type Intrusion, intrude } from '../people/intrusions.ts';
import { Person } from '../people/person.ts';
import { users } from '../people/users.ts';
import type { Scenario } from '../story/scenario.ts';
import { unfold } from '../story/unfold.ts';
import { addListener, makeAgain, type Resolved, resolveTemplate } from '../world/deployment.ts';
import { makeOtherwise } from '../world/other-configurations.ts';
import { Permissions } from '../world/permissions.ts';
import { Pointer } from '../world/pointer.ts';
import { Versions } from '../world/versions.ts';
import { World } from '../world/world.ts';
import { EventClock } from './clock.ts';
import type { Handler } from './handlers.ts';
import { Random } from './random.ts';
import type { Run } from './run.ts';
import { ScenarioTemplate } from './scenario-template.ts';
import { use } from './time-and-chance.ts';

const START = Date.UTC(2026, 2, 2, 12);

/** Faults that are armed when a world begins. */
interface RunFaults extends Faults {
  enter(world: World): void;
}

interface RunOptions {
  readonly intrusions?: readonly Intrusion[];
  /** Calls keep their serialization. */
  readonly wire?: boolean;
  /** Each read says whether it had news. */
  readonly looksForNews?: boolean;
}

/** What the template resolved to, once one of those who share it has run. */
export interface Shared {
  resolved?: Resolved;
}

/** Runs scenarios one after the other in this thread; worlds share what the template resolved to. */
export class Runner {
  private readonly handlers: ReadonlyMap<string, Handler>;
  private readonly template: ScenarioTemplate;
  /** What its runs exercised. */
  readonly permissions = new Permissions();
  /** The same where the pointer is in a secret's field, or paths or listeners are others: statements that are not the template's. */
  private readonly ofOthers = new Map<string, Permissions>();
  private readonly shared: Shared;

  /**
   * @param mutated makes another definition of a workflow's: what the simulation must find out
   * @param shared with other runners: the template is the same whatever is mutated, and none of its resources calls a handler
   */
  constructor(
    handlers: ReadonlyMap<string, Handler>,
    mutated: (definition: string) => string = (same) => same,
    shared: Shared = {},
  ) {
    this.handlers = handlers;
    this.shared = shared;
    this.template = new ScenarioTemplate(mutated);
  }

  /** The same seed, scenario and faults make the same history. */
  async run(
    seed: number,
    scenario: Scenario,
    faults: RunFaults,
    { intrusions = [], wire = false, looksForNews = false }: RunOptions = {},
  ): Promise<Run> {
    const clock = new EventClock(START);
    const permissions = this.permissionsOf(scenario);
    const chance = new Random(seed);
    const world = new World({
      ...{ clock, chance: chance.stream('surroundings'), handlers: this.handlers, faults, permissions },
      versions: new Versions(scenario.migration, chance.stream('migration').int(10_000, 60_000)),
    });
    const person = new Person(world, chance.stream('person'), scenario);
    try {
      this.shared.resolved ??= await this.resolve(world.versions, faults);
      enter(world, wire);
      // Names and identifiers of the deployed environment are the same in every world.
      use({ random: new Random('template'), clock });
      permissions.beginOfDeployment();
      await clock.until(this.deploy(world, this.shared.resolved, scenario));
      permissions.endOfDeployment();
      use({ random: chance.stream('identifiers'), clock });
      faults.enter(world);
      world.earlierAnswers.looksForNews = looksForNews;
      void users(world);
      void person.onDuty();
      for (const intrusion of intrusions) void intrude(world, person, intrusion);
      const ended = await clock.until(unfold({ world, scenario, person, chance: chance.stream('story') }));
      // Nothing is closed: what waits for this world's time waits for ever, and goes with it.
      return { seed, scenario, world, person, ended };
    } finally {
      use(undefined);
      enter(undefined);
    }
  }

  private permissionsOf({ pointer, configured = [] }: Scenario): Permissions {
    const key = [...(pointer === undefined ? [] : [pointer]), ...configured].join(' ');
    const found = key === '' ? this.permissions : (this.ofOthers.get(key) ?? new Permissions());
    if (key !== '') this.ofOthers.set(key, found);
    return found;
  }

  private async deploy(world: World, resolved: Resolved, scenario: Scenario): Promise<void> {
    const { inSecret, change } = this.template.changesFor(scenario, resolved);
    world.pointer = new Pointer(world, inSecret);
    for (const { type, properties, created, context } of resolved.made) {
      world.cloudformation.put(context.stackName);
      if (type === 'AWS::SecretsManager::Secret') world.secretNames.push(created.ref);
      if (type === 'AWS::DynamoDB::Table') world.ledger.table = created.ref;
      if (type === 'AWS::CloudWatch::Alarm')
        for (const [, name = ''] of properties.matchAll(/"MetricName":"([^"]+)"/g)) world.watched.add(name);
    }
    await makeAgain(resolved, world.provide, change);
    if (scenario.configured?.includes('two-listeners')) await addListener(resolved, world.provide);
    makeOtherwise(world, scenario.configured);
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
