import { createHash } from 'node:crypto';
import { WITHOUT_PURPOSE } from '../../lambdas/model/errors.ts';
import { ArmedFaults } from '../faults/armed-faults.ts';
import type { Cell } from '../faults/cell.ts';
import { type Place, placesOf } from '../faults/places.ts';
import { type Violation, violations } from '../invariants/check.ts';
import { onlyReports } from '../invariants/executions.ts';
import type { Intrusion } from '../people/intrusions.ts';
import { chronicle } from '../report/chronicle.ts';
import { type EndOfRun, endOf } from '../report/end-of-run.ts';
import { shapeOf } from '../report/outcome-shape.ts';
import type { Scenario } from '../story/scenario.ts';
import { machineOf } from '../world/control-plane.ts';
import type { Run } from './run.ts';
import type { Runner } from './runner.ts';

/** One run to be made. */
export interface Job {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly cells: readonly Cell[];
  /** Name of a deliberate mutation of the product. */
  readonly mutation?: string | undefined;
  readonly intrusions?: readonly Intrusion[];
  /** Calls to AWS keep their serialization: slower, and nearer to the truth. */
  readonly wire?: boolean;
  /** What more is wanted than the verdict. */
  readonly want?: 'chronicle' | 'places';
}

/** What came of it. */
export interface Result {
  readonly violations: readonly Violation[];
  /** In a few words, to be counted by. */
  readonly outcome: string;
  /** The world at the end, without names and times: what invariant 6 compares. */
  readonly shape: string;
  /** What the person did, besides starting what the story begins with. */
  readonly deeds: readonly string[];
  /** How often faults hit, but for those that belong to the scenario. */
  readonly hits: number;
  /** Intrusions that AWS refused: they have changed nothing. */
  readonly refusedIntrusions: readonly string[];
  readonly calls: number;
  readonly ms: number;
  readonly digest: string;
  /** Calls by state, operation and time, without what they said: equal traces are the same run. */
  readonly trace: string;
  readonly chronicle?: readonly string[];
  readonly places?: readonly Place[];
  readonly end?: EndOfRun;
}

export async function perform(
  runner: Runner,
  { seed, scenario, cells, intrusions = [], wire = false, want }: Job,
): Promise<Result> {
  const began = performance.now();
  const faults = new ArmedFaults(cells, scenario.given);
  const run = await runner.run(seed, scenario, faults, { intrusions, wire, looksForNews: want === 'places' });
  const found = violations(run);
  return {
    violations: found,
    outcome: outcomeOf(run),
    shape: shapeOf(run),
    deeds: run.person.deeds.map(({ what }) => what),
    hits: faults.hits,
    refusedIntrusions: run.world.facts.refusedIntrusions,
    calls: run.world.calls.length,
    ms: performance.now() - began,
    digest: want === 'chronicle' ? createHash('sha256').update(chronicle(run).join('\n')).digest('hex') : '',
    trace: want === 'places' ? traceOf(run) : '',
    ...(want === 'chronicle' ? { chronicle: chronicle(run) } : {}),
    ...(want === 'places' ? { places: placesOf(run), end: endOf(run) } : {}),
  };
}

function traceOf({ world }: Run): string {
  const calls = world.calls.map(({ at, machine, state, service, operation, took }) =>
    [at, machine, state, service, operation, took].join(' '),
  );
  return createHash('sha256').update(calls.join('\n')).digest('hex');
}

function outcomeOf(run: Run): string {
  const worked = run.world.states.executions().filter((execution) => !onlyReports(execution));
  const ends = worked.map(({ options, status, output, error }) => {
    const decision =
      (output as { decision?: string } | null)?.decision ?? WITHOUT_PURPOSE.find((name) => name === error?.error);
    return `${machineOf(options.machineArn)} ${status.toLowerCase()}${decision === undefined ? '' : ` (${decision})`}`;
  });
  return [...new Set(ends)].join(', ');
}
