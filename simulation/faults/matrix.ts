import type { Migration } from '../../lambdas/model/release.ts';
import type { Job, Result } from '../run/job.ts';
import { inPool, type Pool, type PoolOptions } from '../run/pool.ts';
import { cellKeepsWire } from '../run/wire-sample.ts';
import { BASES, MIGRATIONS } from '../story/base-stories.ts';
import { FURTHER, type Further } from '../story/further-stories.ts';
import { nameOf, type Scenario } from '../story/scenario.ts';
import { statesInCommon } from '../world/definitions.ts';
import { type Baselines, baselinesOf, baseOf, SEED } from './baselines.ts';
import { nameOfCell } from './cell.ts';
import { cellsOf, distinct, ONE_NAME } from './cells-of-place.ts';
import { type MatrixReport, Tally } from './matrix-report.ts';
import { OtherMigrations, SAME_CALLS } from './other-migrations.ts';
import type { Place } from './places.ts';
import { classesOf, type PolicyClass } from './policy-classes.ts';

export const SAME_DECISION = 'the policy decides the same for this migration';
export const SAME_STATES =
  'a decision runs the same state of the same definition as a rollback does: tried there, and after one freeze';
export const SAME_STATE_BEFORE = 'a further story comes to states of which one story before it stands for all';
export const NO_ROLLBACK =
  'no rollback ran: what else reads the policy are states of a restore point, each tried where it is entered';

interface Options extends PoolOptions {
  /** Called now and then. */
  progress?(done: number, of: number, broken: number): void;
}

/** Runs every cell, each against the run of its scenario without faults. */
export async function runMatrix(options: Options = {}): Promise<MatrixReport> {
  return await inPool(options, async (pool) => {
    const matrix = new Matrix(pool, await baselinesOf(pool), options);
    await matrix.rollbackCells();
    for (const migration of MIGRATIONS) await matrix.releaseCells(migration);
    await matrix.furtherCells();
    return { ...matrix.tally.report(), usage: await pool.usage() };
  });
}

class Matrix {
  readonly tally: Tally;
  private readonly pool: Pool;
  private readonly baselines: Baselines;
  private readonly options: Options;
  private readonly classes: readonly PolicyClass[];
  private readonly otherMigrations = new OtherMigrations();
  /** Cells of releases that a rollback followed, whatever the kind of migration. */
  private readonly rolledBack = new Set<string>();
  private done = 0;
  private known = 0;

  constructor(pool: Pool, baselines: Baselines, options: Options) {
    this.pool = pool;
    this.baselines = baselines;
    this.options = options;
    this.tally = new Tally(baselines);
    const traceOf = (base: Scenario): string => baselines.get(base)?.trace ?? '';
    this.classes = MIGRATIONS.flatMap((migration) =>
      classesOf(
        migration,
        BASES.filter((base) => base.migration === migration && base.bad === 'in-watch').map(
          (base) => [base.policy, traceOf(base)] as const,
        ),
      ),
    );
  }

  /** Cells of rollbacks, and of decisions after a freeze: one policy of each class. */
  async rollbackCells(): Promise<void> {
    const shared = statesInCommon('rollback', 'decision');
    let afterOneDecision = false;
    // First the kind of migration that asks most of a rollback.
    const breakingFirst = this.classes.toSorted((a, b) => rank(a) - rank(b));
    for (const { migration, stands, policies } of breakingFirst) {
      const { jobs, merged } = this.jobsOf(baseOf(migration, stands, 'in-watch'), 'rollback');
      const own = afterOneDecision
        ? jobs.filter(({ cells: [cell] }) => cell?.machine !== 'decision' || !shared.has(cell.state))
        : jobs;
      afterOneDecision ||= jobs.some(({ cells: [cell] }) => cell?.machine === 'decision');
      await this.run(own);
      this.tally.merge(ONE_NAME, merged);
      this.tally.merge(SAME_STATES, jobs.length - own.length);
      this.tally.merge(SAME_DECISION, (jobs.length + merged) * (policies.length - 1));
    }
  }

  /** Cells of releases: under the first policy; under every other class of policies where a rollback followed, or the state is new. */
  async releaseCells(migration: Migration): Promise<void> {
    const classes = this.classes.filter((one) => one.migration === migration);
    const { rolledBack } = this;
    const visited = new Set<string>();
    for (const { stands, policies } of classes) {
      const base = baseOf(migration, stands, 'never');
      const { jobs, merged } = this.jobsOf(base, 'release');
      const own = jobs.filter(({ cells }) =>
        cells.every((cell) => rolledBack.has(nameOfCell(cell)) || !visited.has(nameOfPlace(cell))),
      );
      for (const place of this.placesOf(base)) visited.add(nameOfPlace(place));
      for (const [{ cells }, { outcome }] of await this.run(own))
        if (outcome.includes('rollback')) for (const cell of cells) rolledBack.add(nameOfCell(cell));
      this.tally.merge(ONE_NAME, merged * policies.length);
      this.tally.merge(SAME_DECISION, own.length * (policies.length - 1));
      this.tally.merge(NO_ROLLBACK, (jobs.length - own.length) * policies.length);
    }
  }

  /** States that the bases leave out are tried in the first further story that comes there. */
  async furtherCells(): Promise<void> {
    const visited = new Set(BASES.flatMap((base) => this.placesOf(base)).map(nameOfPlace));
    for (const further of FURTHER) {
      const places = this.placesOf(further.scenario);
      const tried = triedIn(further, places, visited);
      for (const place of tried) visited.add(nameOfPlace(place));
      const cells = distinct(tried.flatMap(cellsOf));
      await this.run(cells.run.map((cell) => ({ seed: SEED, scenario: further.scenario, cells: [cell] })));
      this.tally.merge(ONE_NAME, cells.merged);
      this.tally.merge(SAME_STATE_BEFORE, places.filter((place) => !tried.includes(place)).flatMap(cellsOf).length);
    }
  }

  private placesOf(scenario: Scenario): readonly Place[] {
    return this.baselines.get(scenario)?.places ?? [];
  }

  /** A job per fault at each place of the base's workflow (and of what it starts). */
  private jobsOf(scenario: Scenario, machine: 'release' | 'rollback'): { jobs: Job[]; merged: number } {
    const own = this.placesOf(scenario).filter((place) => (place.machine === 'release') === (machine === 'release'));
    const { run, merged } = distinct(own.flatMap(cellsOf));
    // When a bad version shows is a matter of chance: its own watch gives it up then, or the rollback stops it.
    const endOf = (base: Scenario): string =>
      this.baselines.get(base)?.outcome.replace(/release (?:failed|aborted)/, 'release undone') ?? '';
    // How the story ends, and how it would if the release were rolled back.
    const end = `${endOf(scenario)}; ${endOf(baseOf(scenario.migration, scenario.policy, 'in-watch'))}`;
    const placeOf = new Map(own.map((place) => [nameOfPlace(place), place]));
    const jobs = run
      .filter((cell) => {
        const place = placeOf.get(nameOfPlace(cell));
        return place === undefined || !this.otherMigrations.covers(cell, place, { scenario, end });
      })
      .map((cell): Job => ({ seed: SEED, scenario, cells: [cell] }));
    this.tally.merge(SAME_CALLS, run.length - jobs.length);
    return { jobs, merged };
  }

  private async run(jobs: readonly Job[]): Promise<(readonly [Job, Result])[]> {
    this.known += jobs.length;
    const sampled = jobs.map((job) => ({ ...job, wire: job.cells.some((cell) => cellKeepsWire(job.scenario, cell)) }));
    const results: (readonly [Job, Result])[] = [];
    await this.pool.perform(sampled, (job, result) => {
      this.tally.add(job, result);
      results.push([job, result]);
      if (++this.done % 50 === 0) this.options.progress?.(this.done, this.known, this.tally.broken.length);
      return undefined;
    });
    return results;
  }
}

const rank = ({ migration }: PolicyClass): number => -MIGRATIONS.indexOf(migration);
const nameOfPlace = ({ machine, state }: Pick<Place, 'machine' | 'state'>): string => `${machine} / ${state}`;

/** @throws Error for a story that no longer comes to a state that it is there for: it would try nothing */
function triedIn({ scenario, also = [] }: Further, places: readonly Place[], visited: ReadonlySet<string>): Place[] {
  const gone = also.filter((name) => !places.some((place) => nameOfPlace(place) === name));
  if (gone.length > 0) throw new Error(`${nameOf(scenario)} does not come to ${gone.join(', ')}.`);
  return places.filter((place) => !visited.has(nameOfPlace(place)) || also.includes(nameOfPlace(place)));
}
