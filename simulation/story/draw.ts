import type { StateName } from '../../lambdas/model/state-names.ts';
import type { Cell } from '../faults/cell.ts';
import { INTRUSIONS, type Intrusion } from '../people/intrusions.ts';
import type { Job } from '../run/job.ts';
import { Random } from '../run/random.ts';
import { seedKeepsWire } from '../run/wire-sample.ts';
import type { Machine } from '../world/control-plane.ts';
import { OTHER_CONFIGURATIONS } from '../world/other-configurations.ts';
import { MIGRATIONS, POLICIES } from './base-stories.ts';
import type { Plot, Scenario } from './scenario.ts';

const HOUR = 3_600_000;

/** Every plot there is; those in which the most happens more often. */
const PLOTS_DRAWN: readonly Plot[] = [
  ...(['in-watch', 'in-watch', 'in-watch', 'after-close', 'after-close', 'never', 'in-checks'] as const),
  ...(['does-not-start', 'migration-fails', 'in-migration', 'after-window', 'unobserved', 'return-to'] as const),
  ...(['forward-again', 'image-gone', 'asks-for-the-database', 'refused', 'dry-run'] as const),
];

/** Those that the first list leaves out: standbys, drills, retention, a switch for automation, a rotated password. */
const FURTHER_PLOTS: readonly Plot[] = [
  ...(['standby', 'standby', 'standby-too-late', 'standby-touched', 'standby-of-two', 'standby-outlived'] as const),
  ...(['backup-drill', 'drill-meets-rollback', 'weeks-later', 'switched-off', 'password-rotated'] as const),
];

/** The run that a seed stands for: a scenario, up to two faults, up to two intrusions. */
export function draw(seed: number, cells: readonly Cell[]): Job {
  const chance = new Random(seed).stream('draw');
  const varied = otherwise(seed);
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
      ...varied,
    },
    cells: Array.from({ length: faults }, () => chance.pick(own(varied.bad, cells, chance))),
    intrusions: Array.from({ length: intrusions }, () => intrusion(chance, own(varied.bad, cells, chance))),
  };
}

/** What the environment is, and was before; and in a third of the seeds one of the further plots. From a stream of its own. */
function otherwise(seed: number): Partial<Pick<Scenario, 'bad' | 'configured' | 'before'>> {
  const chance = new Random(seed).stream('otherwise');
  const configured = OTHER_CONFIGURATIONS.filter(() => chance.int(0, 4) === 0);
  return {
    ...(chance.int(0, 3) === 0 ? { bad: chance.pick(FURTHER_PLOTS) } : {}),
    ...(configured.length === 0 ? {} : { configured }),
    ...(chance.int(0, 5) === 0 ? { before: 'rolled-back' } : {}),
  };
}

/** A workflow that a further plot is about, and few others run. */
const OWN: readonly (readonly [plot: RegExp, machine: Machine])[] = [
  [/^standby/, 'standby'],
  [/drill/, 'backup-drill'],
];

/** Half of the faults of a plot that has a workflow of its own belong there: among all others they would hardly ever hit. */
function own(bad: Plot | undefined, cells: readonly Cell[], chance: Random): readonly Cell[] {
  const machine = OWN.find(([plot]) => plot.test(bad ?? ''))?.[1];
  return machine === undefined || chance.pick([true, false]) ? cells : cells.filter((one) => one.machine === machine);
}

/** At some time, or in the midst of what a state does: right after one of its calls has taken effect. */
function intrusion(chance: Random, cells: readonly Cell[]): Intrusion {
  const kind = chance.pick(INTRUSIONS);
  const { state, operation } = chance.pick(cells);
  if (operation === '' || chance.pick([true, false])) return { kind, after: chance.int(60_000, HOUR / 2) };
  return { kind, after: chance.int(0, 10_000), call: { state: state as StateName, operation } };
}
