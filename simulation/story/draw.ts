import type { StateName } from '../../lambdas/model/state-names.ts';
import type { Cell } from '../faults/cell.ts';
import { INTRUSIONS, type Intrusion } from '../people/intrusions.ts';
import type { Job } from '../run/job.ts';
import { Random } from '../run/random.ts';
import { seedKeepsWire } from '../run/wire-sample.ts';
import { MIGRATIONS, POLICIES } from './base-stories.ts';
import type { Plot } from './scenario.ts';

const HOUR = 3_600_000;

/** Every plot there is; those in which the most happens more often. */
const PLOTS_DRAWN: readonly Plot[] = [
  ...(['in-watch', 'in-watch', 'in-watch', 'after-close', 'after-close', 'never', 'in-checks'] as const),
  ...(['does-not-start', 'migration-fails', 'in-migration', 'after-window', 'unobserved', 'return-to'] as const),
  ...(['forward-again', 'image-gone', 'asks-for-the-database', 'refused', 'dry-run'] as const),
];

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
      bad: chance.pick(PLOTS_DRAWN),
      decided: chance.pick(['restore', 'keep', 'reopen', 'reopen-wrongly']),
      by: chance.pick(['alarm', 'alarm', 'person']),
      watchdogMinutes: chance.pick([1, 5, 5]),
      ...(chance.pick([false, false, false, true]) ? { goesOn: 'decision' } : {}),
      ...(chance.pick([false, false, false, true]) ? { pointer: 'secret' } : {}),
      // A stream of its own: seeds that were known stay what they were.
      ...(new Random(seed).stream('freeze').pick([false, false, true]) ? { onFreeze: 'open' } : {}),
      ...(chance.pick([false, false, true]) ? { lossLimit: chance.pick([0, 60, 130, 200]) } : {}),
    },
    cells: Array.from({ length: faults }, () => chance.pick(cells)),
    intrusions: Array.from({ length: intrusions }, () => intrusion(chance, cells)),
  };
}

/** At some time, or in the midst of what a state does: right after one of its calls has taken effect. */
function intrusion(chance: Random, cells: readonly Cell[]): Intrusion {
  const kind = chance.pick(INTRUSIONS);
  const { state, operation } = chance.pick(cells);
  if (operation === '' || chance.pick([true, false])) return { kind, after: chance.int(60_000, HOUR / 2) };
  return { kind, after: chance.int(0, 10_000), call: { state: state as StateName, operation } };
}
