// Makes mistakes in the workflows and looks which ones no run notices: `npm run mutate-workflows -- [--seed N] [--mistakes N]`, or
// `-- --only "<text of a name>"`, which only prints; `-- --judge` writes today's reasons beside the survivors that are listed.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SCENARIOS, SEED } from './faults/baselines.ts';
import { type Cell, nameOfCell } from './faults/cell.ts';
import { cellsOf } from './faults/cells-of-place.ts';
import { sameOutcome } from './invariants/06-same-outcome.ts';
import { judgedAgain, whyHarmless } from './mutations/harmless.ts';
import { MUTATIONS } from './mutations/mutations.ts';
import { type Mistake, nameOfMistake, workflowMistakes } from './mutations/workflow-mistakes.ts';
import { ProgressLine } from './report/progress-line.ts';
import type { Job, Result } from './run/job.ts';
import { inPool, type Pool } from './run/pool.ts';
import { Random } from './run/random.ts';
import { nameOf, type Scenario } from './story/scenario.ts';

const DOCUMENT = new URL('../docs/workflow-mistakes.md', import.meta.url);
/** Faults in the state that one mistake is looked for in; stories are all that come to it. */
const MOST_FAULTS = 40;
const TRIALS = MUTATIONS.flatMap(({ trials }) =>
  trials.flatMap(({ scenario, cells = [], intrusions = [], seeds: [seed = SEED] = [] }): Job[] =>
    intrusions.length === 0 ? [] : [{ seed, scenario, cells, intrusions }],
  ),
);

interface Looked {
  readonly scenario: Scenario;
  readonly without: Result;
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    mistakes: { type: 'string', default: '300' },
    only: { type: 'string', multiple: true },
    judge: { type: 'boolean', default: false },
  },
});
const { only } = values;
if (values.judge) {
  writeFileSync(DOCUMENT, judgedAgain(readFileSync(DOCUMENT, 'utf8')));
  process.exit(0);
}
const mistakes =
  only === undefined
    ? workflowMistakes(new Random(Number(values.seed)), Number(values.mistakes))
    : workflowMistakes(new Random(1), Number.POSITIVE_INFINITY).filter((mistake) =>
        only.some((text) => nameOfMistake(mistake).includes(text)),
      );
const survivors: Mistake[] = [];
const progress = new ProgressLine();
await inPool({}, async (pool) => {
  const looked: Looked[] = [];
  await pool.perform(
    SCENARIOS.map((scenario): Job => ({ seed: SEED, scenario, cells: [], want: 'places' })),
    ({ scenario }, without) => {
      looked.push({ scenario, without });
      return undefined;
    },
  );
  for (const [n, mistake] of mistakes.entries()) {
    progress.show(n, mistakes.length, 'mistakes');
    const by = await noticed(pool, mistake, looked);
    if (by === undefined) survivors.push(mistake);
    // A run that is cut off leaves what it found until then.
    if (only === undefined) writeFileSync(DOCUMENT, page(n + 1));
    if (only !== undefined) process.stdout.write(`${nameOfMistake(mistake)}: ${by ?? 'not noticed'}\n`);
  }
});
progress.clear();
process.stdout.write(
  `${mistakes.length - survivors.length} of ${mistakes.length} mistakes were noticed; ${survivors.length} survivors ${only === undefined ? 'are in docs/workflow-mistakes.md' : 'left'}.\n`,
);

/** By which run: another end of a story, an invariant, or a fault that passes no more. */
async function noticed(pool: Pool, mistake: Mistake, looked: readonly Looked[]): Promise<string | undefined> {
  const mutation = `by machine: ${nameOfMistake(mistake)}`;
  const at = ({ machine, state }: { machine: string; state: string }): boolean =>
    state === mistake.state && (machine === mistake.machine || machine === 'decision');
  const stories = looked.filter(({ without }) => without.places?.some(at));
  const [first] = stories;
  // A choice is no place where a step runs: any story may come to it.
  const known = stories.length > 0 ? stories : looked;
  const ends = known.map(
    ({ scenario, without }) => [{ seed: SEED, scenario, cells: [], mutation, want: 'places' } as Job, without] as const,
  );
  const cells = (first?.without.places ?? []).filter(at).flatMap(cellsOf).slice(0, MOST_FAULTS);
  const faults = cells.map(
    (cell) =>
      [{ seed: SEED, scenario: (first as Looked).scenario, cells: [cell], mutation } as Job, first?.without] as const,
  );
  // What somebody else does in the middle: the runs in which mistakes made by hand must show.
  const meddled = TRIALS.map((job) => [{ ...job, mutation }, undefined] as const);
  for (const [job, without] of [...ends, ...faults, ...meddled]) {
    const result = await pool.performOne(job).catch(() => undefined);
    const [cell] = job.cells;
    const where = `${nameOf(job.scenario)}${cell === undefined ? '' : `, ${nameOfCell(cell)}`}`;
    if (result === undefined) return `${where}: no end`;
    const [violation] = result.violations;
    if (violation !== undefined) return `${where}: ${violation.invariant}, ${violation.what}`;
    if (without === undefined) continue;
    if (cell === undefined ? differs(without, result) : changed(without, result, cell)) return `${where}: another end`;
  }
  if (only !== undefined) {
    const where = first === undefined ? 'no story that comes to it' : nameOf(first.scenario);
    process.stdout.write(`${ends.length} stories, ${cells.length} faults in ${where}\n`);
  }
  return undefined;
}

function differs(without: Result, result: Result): boolean {
  return without.shape !== result.shape || JSON.stringify(without.end) !== JSON.stringify(result.end);
}

function changed(without: Result, under: Result, cell: Cell): boolean {
  return sameOutcome({ without, under }, cell).length > 0;
}

function page(made: number): string {
  const noticed = made - survivors.length;
  const judged = survivors.map((survivor) => ({ ...survivor, why: whyHarmless(survivor) }));
  return [
    '# Mistakes in the workflows, made by machine',
    '',
    'Made by `npm run mutate-workflows`, never by hand: a state is left out or comes after what follows it, a condition is turned, a',
    '`Catch` is missing, another instance is meant. Each is looked for in every story that comes to the state, and under faults in it. One',
    'that no run notices is a survivor: it has no effect in any story, or an invariant is missing. Why one does no harm was judged by reading',
    '(`simulation/mutations/harmless.ts`). That each task tries again, where its failure leads, and each flag, limit and audience are held',
    'as literals (`test/lib/template.test.ts`, `test/lib/workflows`): such mistakes are not made here.',
    '',
    `- Seed ${values.seed}; mistakes: ${made}. Noticed: ${noticed} (${Math.round((1_000 * noticed) / made) / 10} %). Survivors: ${survivors.length}, of which ${judged.filter(({ why }) => why === undefined).length} are not judged.`,
    '',
    '| Workflow | State | Mistake | No harm, because |',
    '| --- | --- | --- | --- |',
    ...judged
      .map(
        ({ machine, state, what, why = '**not judged**' }) =>
          `| ${machine} | ${state} | ${what.replaceAll('|', '\\|')} | ${why} |`,
      )
      .sort(),
    '',
  ].join('\n');
}
