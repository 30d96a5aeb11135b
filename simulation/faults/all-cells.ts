import type { Job } from '../run/job.ts';
import type { Pool } from '../run/pool.ts';
import { BASES } from '../story/base-stories.ts';
import { FURTHER } from '../story/further-stories.ts';
import { type Cell, nameOfCell } from './cell.ts';
import { cellsOf } from './cells-of-place.ts';

/** Every fault at every place that some story visits, once: what seeds draw from. The same on every machine. */
export async function allCells(pool: Pool): Promise<Cell[]> {
  const found = new Map<string, Cell>();
  await pool.perform(
    [...BASES, ...FURTHER.map(({ scenario }) => scenario)].map(
      (scenario): Job => ({ seed: 1, scenario, cells: [], want: 'places' }),
    ),
    (_job, { places = [] }) => {
      for (const cell of places.flatMap(cellsOf)) found.set(nameOfCell(cell), cell);
      return undefined;
    },
  );
  return [...found.values()].sort((a, b) => (nameOfCell(a) < nameOfCell(b) ? -1 : 1));
}
