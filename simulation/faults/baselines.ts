import type { Job, Result } from '../run/job.ts';
import type { Pool } from '../run/pool.ts';
import { BASES } from '../story/base-stories.ts';
import { FURTHER } from '../story/further-stories.ts';
import type { Scenario } from '../story/scenario.ts';

/** The seed of the matrix: chance of the surroundings is the same in every cell. */
export const SEED = 1;

export const SCENARIOS: readonly Scenario[] = [...BASES, ...FURTHER.map(({ scenario }) => scenario)];

/** The run of each story without any fault but its own. */
export type Baselines = ReadonlyMap<Scenario, Result>;

/** @throws Error when one of them breaks an invariant: then no cell of it can prove anything */
export async function baselinesOf(pool: Pool): Promise<Baselines> {
  const found = new Map<Scenario, Result>();
  await pool.perform(
    SCENARIOS.map((scenario): Job => ({ seed: SEED, scenario, cells: [], wire: true, want: 'places' })),
    ({ scenario }, result) => {
      if (result.violations.length > 0)
        throw new Error(`Without any fault: ${result.violations.map(({ what }) => what).join('; ')}`);
      found.set(scenario, result);
      return undefined;
    },
  );
  return found;
}

export function baseOf(
  migration: Scenario['migration'],
  policy: Scenario['policy'],
  bad: 'never' | 'in-watch',
): Scenario {
  const found = BASES.find((base) => base.migration === migration && base.policy === policy && base.bad === bad);
  if (found === undefined) throw new Error(`There is no base ${migration}/${policy}/${bad}.`);
  return found;
}
