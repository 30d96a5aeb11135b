import { ArmedFaults } from '../simulation/faults/armed-faults.ts';
import { baseOf, SEED } from '../simulation/faults/baselines.ts';
import { loadHandlers } from '../simulation/run/handlers.ts';
import { prepareThread } from '../simulation/run/prepared-thread.ts';
import { Runner } from '../simulation/run/runner.ts';
import type { Scenario } from '../simulation/story/scenario.ts';
import { centsOf } from './costs.ts';
import { type Counts, countsOf } from './way.ts';

/** One workflow of one story. */
export interface Measured extends Counts {
  readonly name: string;
  readonly cents: Readonly<Record<string, number>>;
}

const STORIES: readonly (readonly [name: string, scenario: Scenario, machine: 'release' | 'rollback'])[] = [
  ['release, no migration', baseOf('none', 'restore-if-breaking', 'never'), 'release'],
  ['release, breaking migration', baseOf('breaking', 'restore-if-breaking', 'never'), 'release'],
  ['rollback, services only', baseOf('none', 'restore-if-breaking', 'in-watch'), 'rollback'],
  ['rollback with the database', baseOf('breaking', 'restore-if-breaking', 'in-watch'), 'rollback'],
];

/** Runs each story in the simulation, without faults. The same counts on every machine. */
export async function measureStories(): Promise<Measured[]> {
  prepareThread();
  const runner = new Runner(await loadHandlers());
  const found: Measured[] = [];
  for (const [name, scenario, machine] of STORIES) {
    const run = await runner.run(SEED, scenario, new ArmedFaults([], scenario.given));
    const counts = countsOf(run, machine);
    found.push({ name, ...counts, cents: centsOf(counts) });
  }
  return found;
}
