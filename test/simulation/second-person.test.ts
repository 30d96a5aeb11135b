import { expect, it } from 'vitest';
import { performOne } from '../../simulation/run/pool.ts';
import { story } from '../../simulation/story/scenario.ts';

it.each(['switched-off', 'forward-again'] as const)(
  'under the rule of a second person a start by hand is refused, and breaks nothing (%s)',
  { timeout: 60_000 },
  async (bad) => {
    const migration = bad === 'switched-off' ? 'none' : 'breaking';
    const scenario = story({ migration, bad, secondPerson: true });
    const result = await performOne({ seed: 1, scenario, cells: [], intrusions: [] });
    expect(result.violations).toEqual([]);
    expect(result.outcome).toMatch(/decision failed/);
  },
);
