import type { Job } from '../run/job.ts';
import type { Pool } from '../run/pool.ts';
import { BASES } from '../story/base-stories.ts';
import { FURTHER } from '../story/further-stories.ts';
import type { Plot } from '../story/scenario.ts';
import { type Cell, nameOfCell } from './cell.ts';
import { cellsOf } from './cells-of-place.ts';

/** No seed draws a story of a backup drill: its faults would hit nothing, and seeds that are known would stand for other runs. */
const NOT_DRAWN: readonly Plot[] = ['backup-drill', 'drill-meets-rollback'];

/** Every fault at every place that some base visits, once: what seeds draw from. The same on every machine. */
export async function allCells(pool: Pool): Promise<Cell[]> {
  const found = new Map<string, Cell>();
  await pool.perform(
    [...BASES, ...FURTHER.map(({ scenario }) => scenario).filter(({ bad }) => !NOT_DRAWN.includes(bad))].map(
      (scenario): Job => ({ seed: 1, scenario, cells: [], want: 'places' }),
    ),
    (_job, { places = [] }) => {
      for (const cell of places.flatMap(cellsOf)) found.set(nameOfCell(cell), cell);
      return undefined;
    },
  );
  return [...found.values()].sort((a, b) => (nameOfCell(a) < nameOfCell(b) ? -1 : 1));
}
