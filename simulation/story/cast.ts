import type { StateName } from '../../lambdas/model/state-names.ts';
import type { Person } from '../people/person.ts';
import type { Random } from '../run/random.ts';
import { existing } from '../world/definitions.ts';
import { NEW } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import type { Scenario } from './scenario.ts';

const LOOKS_MS = 5_000;

/** Who and what a story is made of. */
export interface Cast {
  readonly world: World;
  readonly scenario: Scenario;
  readonly person: Person;
  readonly chance: Random;
}

/** Starts a release of the new version; the execution's ARN. */
export async function release({ person, scenario: { migration } }: Cast, more: object = {}): Promise<string> {
  return await person.start('release', {
    version: NEW,
    reason: 'Sprint 18: NPS filters',
    ...(migration === 'none' ? {} : { migration }),
    ...more,
  });
}

/** Waits until an execution has entered a state, or has ended. */
export async function reached({ world }: Cast, execution: string, state: StateName): Promise<void> {
  const name = existing(state);
  const run = executionOf(world, execution);
  // Each look reads on where the last one ended.
  let read = 0;
  const entered = (): boolean => {
    const fresh = run?.history.events.slice(read) ?? [];
    read += fresh.length;
    return fresh.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === name);
  };
  while (run?.status === 'RUNNING' && !entered()) await world.clock.sleep(LOOKS_MS);
}

/** Waits until an execution has ended. */
export async function ended({ world }: Cast, execution: string): Promise<void> {
  const run = executionOf(world, execution);
  while (run?.status === 'RUNNING') await world.clock.sleep(LOOKS_MS);
}

/** Waits until every workflow has ended, those that others start included. */
export async function nothingRuns({ world, person }: Cast): Promise<void> {
  const busy = () => world.states.executions().some(({ status }) => status === 'RUNNING') || !person.idle;
  for (let since = world.clock.now(); world.clock.now() - since < 60_000; ) {
    await world.clock.sleep(LOOKS_MS);
    if (busy()) since = world.clock.now();
  }
}

const executionOf = ({ states }: World, arn: string) => states.executions().find(({ options }) => options.arn === arn);

/** The new version shows that it is bad; where no alarm is to start the rollback, a person does. */
export async function turnsBad({ world, scenario, person, chance }: Cast): Promise<void> {
  world.versions.bad = true;
  if (scenario.by !== 'person') return;
  await world.clock.sleep(chance.int(5_000, 20_000));
  await person.start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' });
}
