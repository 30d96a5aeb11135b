import type { Usage } from '../../sandbox/services/iam/usage.ts';
import { sameOutcome } from '../invariants/06-same-outcome.ts';
import type { Job, Result } from '../run/job.ts';
import type { Scenario } from '../story/scenario.ts';
import type { Baselines } from './baselines.ts';
import { type Cell, nameOfCell } from './cell.ts';

/** A cell that broke an invariant. */
export interface Broken {
  readonly scenario: Scenario;
  readonly cell: Cell;
  readonly what: string;
}

export interface MatrixReport {
  /** Cells: state x fault x kind of migration x policy. */
  readonly cells: number;
  readonly runs: number;
  /** Of these, how many kept serialization; the scenarios without faults, which are not counted here, all keep it. */
  readonly serialized: number;
  /** Cells another cell stands for, by the reason. */
  readonly merged: Readonly<Record<string, number>>;
  /** Cells whose place the fault never reached: they prove nothing. */
  readonly missed: readonly string[];
  readonly outcomes: ReadonlyMap<string, number>;
  readonly broken: readonly Broken[];
  /** Task states of the baselines, by machine. */
  readonly states: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the product's roles exercised in all runs, and what they were refused. */
  readonly usage: readonly Usage[];
}

/** Counts and judges the cells of the matrix as they come. */
export class Tally {
  readonly broken: Broken[] = [];
  private readonly baselines: Baselines;
  private readonly merged: Record<string, number> = {};
  private readonly missed: string[] = [];
  private readonly outcomes = new Map<string, number>();
  private runs = 0;
  private serialized = 0;

  constructor(baselines: Baselines) {
    this.baselines = baselines;
  }

  add({ scenario, cells: [cell], wire = false }: Job, result: Result): void {
    const without = this.baselines.get(scenario);
    if (cell === undefined || without === undefined) throw new Error('A run of the matrix has no cell or no baseline.');
    this.runs++;
    if (wire) this.serialized++;
    this.outcomes.set(result.outcome, (this.outcomes.get(result.outcome) ?? 0) + 1);
    if (result.hits === 0) this.missed.push(nameOfCell(cell));
    for (const { invariant, what } of result.violations)
      this.broken.push({ scenario, cell, what: `${invariant}: ${what}` });
    for (const what of sameOutcome({ without, under: result }, cell, scenario.goesOn))
      this.broken.push({ scenario, cell, what: `6: ${what}` });
  }

  /** Another cell stands for these. */
  merge(reason: string, cells: number): void {
    this.merged[reason] = (this.merged[reason] ?? 0) + cells;
  }

  report(): Omit<MatrixReport, 'usage'> {
    const { broken, merged, missed, outcomes, runs, serialized } = this;
    const states = new Map<string, Set<string>>();
    for (const { places = [] } of this.baselines.values())
      for (const { machine, state } of places) states.set(machine, (states.get(machine) ?? new Set()).add(state));
    const standsFor = Object.values(merged).reduce((a, b) => a + b, 0);
    return { cells: runs + standsFor, runs, serialized, merged, missed, outcomes, broken, states };
  }
}
