import { type Cell, nameOfCell } from '../faults/cell.ts';
import { nameOf, type Scenario } from '../story/scenario.ts';
import { Random } from './random.ts';

/** One seed of so many keeps serialization, and one cell of so many: a run with it takes about three times as long. */
const SEEDS = 10;
const CELLS = 100;

export const seedKeepsWire = (seed: number): boolean => seed % SEEDS === 0;

/** Chosen by the cell's own name: the same cells on every machine, whatever other cells there are. */
export const cellKeepsWire = (scenario: Scenario, cell: Cell): boolean =>
  new Random(`${nameOf(scenario)}: ${nameOfCell(cell)}`).int(0, CELLS) === 0;
