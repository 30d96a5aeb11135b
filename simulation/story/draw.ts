import type { Cell } from '../faults/cell.ts';
import { INTRUSIONS } from '../people/intrusions.ts';
import type { Job } from '../run/job.ts';
import { Random } from '../run/random.ts';
import { seedKeepsWire } from '../run/wire-sample.ts';
import { MIGRATIONS, POLICIES } from './base-stories.ts';

const HOUR = 3_600_000;

/** The run that a seed stands for: a scenario, up to two faults, up to two intrusions. */
export function draw(seed: number, cells: readonly Cell[]): Job {
  const chance = new Random(seed).stream('draw');
  const faults = chance.pick([0, 1, 1, 2, 2]);
  const intrusions = chance.pick([0, 0, 1, 1, 2]);
  return {
    seed,
    wire: seedKeepsWire(seed),
    scenario: {
      migration: chance.pick(MIGRATIONS),
      policy: chance.pick(POLICIES),
      bad: chance.pick([
        'never',
        'in-checks',
        'does-not-start',
        'migration-fails',
        'in-watch',
        'in-watch',
        'after-close',
        'after-close',
      ]),
      decided: chance.pick(['restore', 'keep', 'reopen', 'reopen-wrongly']),
      by: chance.pick(['alarm', 'alarm', 'person']),
      watchdogMinutes: chance.pick([1, 5, 5]),
    },
    cells: Array.from({ length: faults }, () => chance.pick(cells)),
    intrusions: Array.from({ length: intrusions }, () => ({
      kind: chance.pick(INTRUSIONS),
      after: chance.int(60_000, HOUR / 2),
    })),
  };
}
