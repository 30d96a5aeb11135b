import type { Usage } from '../../sandbox/services/iam/usage.ts';
import { cellKeepsWire } from '../calls/wire-sample.ts';
import type { Job, Result } from '../run/job.ts';
import { inPool, type Pool, type PoolOptions } from '../run/pool.ts';
import { BASES, MIGRATIONS } from '../story/base-stories.ts';
import { FURTHER } from '../story/further-stories.ts';
import { nameOf, type Scenario } from '../story/scenario.ts';
import { type Cell, mustPass, nameOfCell, passesAlone } from './cell.ts';
import { classesOf, type PolicyClass } from './classes.ts';
import { statesInCommon } from './common-states.ts';
import { cellsOf, distinct, ONE_NAME } from './matrix.ts';
import type { Place } from './places.ts';

const SCENARIOS: readonly Scenario[] = [...BASES, ...FURTHER.map(({ scenario }) => scenario)];

/** The seed of the matrix: chance of the surroundings is the same in every cell. */
const SEED = 1;

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

export const SAME_DECISION = 'the policy decides the same for this migration';
export const SAME_STATES =
  'a decision runs the same state of the same definition as a rollback does: tried there, and after one freeze';
export const SAME_STATE_BEFORE = 'a further story comes to states of which one story before it stands for all';
export const NO_ROLLBACK = 'no rollback ran, and only a rollback reads the policy';

interface Options extends PoolOptions {
  /** Told now and then. */
  progress?(done: number, of: number, broken: number): void;
  /** Told of each broken cell. */
  broke?(broken: Broken): void;
}

/** Runs every cell, each against the run of its scenario without faults. */
export async function runMatrix(options: Options = {}): Promise<MatrixReport> {
  return await inPool(options, async (pool) => await runCells(pool, options));
}

async function runCells(pool: Pool, options: Options): Promise<MatrixReport> {
  const baselines = await baselinesOf(pool);
  const classes = MIGRATIONS.flatMap((migration) =>
    classesOf(
      migration,
      BASES.filter((base) => base.migration === migration && base.bad === 'in-watch').map(
        (base) => [base.policy, baselines.get(base)?.trace ?? ''] as const,
      ),
    ),
  );
  const report = new Tally(baselines);
  const total = { done: 0, of: 0 };
  const run = async (jobs: readonly Job[]): Promise<(readonly [Job, Result])[]> => {
    total.of += jobs.length;
    const sampled = jobs.map((job) => ({
      ...job,
      wire: job.cells.some((cell) => cellKeepsWire(job.scenario, cell)),
    }));
    const results: (readonly [Job, Result])[] = [];
    await pool.perform(sampled, (job, result) => {
      const before = report.broken.length;
      report.add(job, result);
      for (const broken of report.broken.slice(before)) options.broke?.(broken);
      results.push([job, result]);
      if (++total.done % 50 === 0) options.progress?.(total.done, total.of, report.broken.length);
      return undefined;
    });
    return results;
  };
  const shared = statesInCommon('rollback', 'decision');
  let afterOneDecision = false;
  for (const { migration, stands, policies } of classes) {
    const rollback = baseOf(migration, stands, 'in-watch');
    const { jobs, merged } = jobsOf(rollback, baselines, 'rollback');
    const own = afterOneDecision
      ? jobs.filter(({ cells: [cell] }) => cell?.machine !== 'decision' || !shared.has(cell.state))
      : jobs;
    afterOneDecision ||= jobs.some(({ cells: [cell] }) => cell?.machine === 'decision');
    await run(own);
    report.merge(ONE_NAME, merged);
    report.merge(SAME_STATES, jobs.length - own.length);
    report.merge(SAME_DECISION, (jobs.length + merged) * (policies.length - 1));
  }
  for (const migration of MIGRATIONS) await releaseCells(migration, classes, { baselines, report, run });
  // What the bases above leave out is tried in the first story that comes there.
  const visited = new Set(
    BASES.flatMap((base) => baselines.get(base)?.places ?? []).map(({ machine, state }) => `${machine} ${state}`),
  );
  for (const { scenario, also = [] } of FURTHER) {
    const places = baselines.get(scenario)?.places ?? [];
    const tried = ({ machine, state }: Place) =>
      !visited.has(`${machine} ${state}`) || also.includes(`${machine} / ${state}`);
    const own = places.filter(tried);
    // A story that no longer comes where it is told for would try nothing.
    const gone = also.filter((name) => !places.some(({ machine, state }) => `${machine} / ${state}` === name));
    if (gone.length > 0) throw new Error(`${nameOf(scenario)} does not come to ${gone.join(', ')}.`);
    for (const { machine, state } of own) visited.add(`${machine} ${state}`);
    const cells = distinct(own.flatMap(cellsOf));
    await run(cells.run.map((cell) => ({ seed: SEED, scenario, cells: [cell] })));
    report.merge(ONE_NAME, cells.merged);
    report.merge(SAME_STATE_BEFORE, places.filter((place) => !tried(place)).flatMap(cellsOf).length);
  }
  return { ...report.report(), usage: await pool.usage() };
}

/** Release cells: under the first policy; where a rollback followed, under every other class of policies too. */
async function releaseCells(
  migration: Scenario['migration'],
  classes: readonly PolicyClass[],
  {
    baselines,
    report,
    run,
  }: { baselines: Baselines; report: Tally; run: (jobs: readonly Job[]) => Promise<(readonly [Job, Result])[]> },
): Promise<void> {
  const [first, ...others] = classes.filter((c) => c.migration === migration);
  if (first === undefined) return;
  const { jobs, merged } = jobsOf(baseOf(migration, first.stands, 'never'), baselines, 'release');
  const results = await run(jobs);
  const rolledBack = results.filter(([, { outcome }]) => outcome.includes('rollback')).map(([job]) => job);
  report.merge(SAME_DECISION, rolledBack.length * (first.policies.length - 1));
  const allPolicies = classes.filter((c) => c.migration === migration).flatMap((c) => c.policies).length;
  report.merge(ONE_NAME, merged * allPolicies);
  report.merge(NO_ROLLBACK, (jobs.length - rolledBack.length) * (allPolicies - 1));
  for (const other of others) {
    await run(rolledBack.map((job) => ({ ...job, scenario: baseOf(migration, other.stands, 'never') })));
    report.merge(SAME_DECISION, rolledBack.length * (other.policies.length - 1));
  }
}

type Baselines = ReadonlyMap<Scenario, Result>;

async function baselinesOf(pool: Pool): Promise<Baselines> {
  const found = new Map<Scenario, Result>();
  await pool.perform(
    SCENARIOS.map((scenario): Job => ({ seed: SEED, scenario, cells: [], wire: true, want: 'places' })),
    (job, result) => {
      if (result.violations.length > 0)
        throw new Error(`Without any fault: ${result.violations.map(({ what }) => what).join('; ')}`);
      found.set(
        SCENARIOS.find((base) => JSON.stringify(base) === JSON.stringify(job.scenario)) ?? job.scenario,
        result,
      );
      return undefined;
    },
  );
  return found;
}

function baseOf(migration: Scenario['migration'], policy: Scenario['policy'], bad: Scenario['bad']): Scenario {
  const found = BASES.find((base) => base.migration === migration && base.policy === policy && base.bad === bad);
  if (found === undefined) throw new Error(`There is no base ${migration}/${policy}/${bad}.`);
  return found;
}

/** A job per fault at each place of the base's machine (and of what it starts). */
function jobsOf(
  scenario: Scenario,
  baselines: Baselines,
  machine: 'release' | 'rollback',
): { jobs: Job[]; merged: number } {
  const places = baselines.get(scenario)?.places ?? [];
  const own = places.filter((place) => (place.machine === 'release') === (machine === 'release'));
  const { run, merged } = distinct(own.flatMap(cellsOf));
  return { jobs: run.map((cell) => ({ seed: SEED, scenario, cells: [cell] })), merged };
}

class Tally {
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
    if (cell === undefined) return;
    this.runs++;
    if (wire) this.serialized++;
    this.outcomes.set(result.outcome, (this.outcomes.get(result.outcome) ?? 0) + 1);
    if (result.hits === 0) this.missed.push(nameOfCell(cell));
    for (const { invariant, what } of result.violations)
      this.broken.push({ scenario, cell, what: `${invariant}: ${what}` });
    const expected = this.baselines.get(scenario)?.shape ?? '';
    if (!mustPass(cell, scenario.goesOn)) return;
    if (result.shape !== expected)
      this.broken.push({
        scenario,
        cell,
        what: `6: another outcome than without the fault: ${difference(expected, result.shape)}`,
      });
    // What passes by itself must not need a person who mends it.
    const deeds = this.baselines.get(scenario)?.deeds.length ?? 0;
    if (passesAlone(cell) && result.deeds.length !== deeds)
      this.broken.push({ scenario, cell, what: `6: a person had to act: ${result.deeds.join('; ')}` });
  }

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

function difference(expected: string, found: string): string {
  const [a, b] = [JSON.parse(expected), JSON.parse(found)] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(a)
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map((key) => `${key} ${JSON.stringify(b[key])} instead of ${JSON.stringify(a[key])}`)
    .join('; ');
}
