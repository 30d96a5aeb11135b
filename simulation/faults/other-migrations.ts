import { Random } from '../run/random.ts';
import type { Scenario } from '../story/scenario.ts';
import { type Cell, nameOfCell } from './cell.ts';
import type { Place } from './places.ts';

export const SAME_CALLS =
  'under another kind of migration the same state makes the same calls, on the way to the same end: tried there, and in one of eight';

/** One cell of so many runs all the same: if the kind of migration did matter after all, some of these would show it. */
const SAMPLED = 8;

/**
 * Cells that were tried under one kind of migration. Triage alone reads the kind, and decides by it; a place that makes the
 * same calls in a story with the same end (its decision is part of it) does not know which kind it was.
 */
export class OtherMigrations {
  private readonly tried = new Set<string>();

  /** Whether another kind of migration stands for this cell; if not, this one does from now on. */
  covers(cell: Cell, place: Place, { scenario, end }: { readonly scenario: Scenario; readonly end: string }): boolean {
    const { machine, state, operations, news } = place;
    const name = [end, machine, state, ...[...operations].sort(), '/', ...[...news].sort(), nameOfCell(cell)].join(' ');
    if (!this.tried.has(name)) {
      this.tried.add(name);
      return false;
    }
    return new Random(`${scenario.migration} ${scenario.policy} ${nameOfCell(cell)}`).int(0, SAMPLED) !== 0;
  }
}
