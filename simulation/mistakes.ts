// Makes mistakes in the workflows and looks which ones no run notices. `npm run mutate-workflows -- [--seed N] [--mistakes N]`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SCENARIOS, SEED } from './faults/baselines.ts';
import type { Cell } from './faults/cell.ts';
import { cellsOf } from './faults/cells-of-place.ts';
import { sameOutcome } from './invariants/06-same-outcome.ts';
import { type Mistake, nameOfMistake, workflowMistakes } from './mutations/workflow-mistakes.ts';
import { ProgressLine } from './report/progress-line.ts';
import type { Job, Result } from './run/job.ts';
import { inPool, type Pool } from './run/pool.ts';
import { Random } from './run/random.ts';
import type { Scenario } from './story/scenario.ts';

const DOCUMENT = new URL('../docs/workflow-mistakes.md', import.meta.url);
/** Stories, and faults in the state, that one mistake is looked for in. */
const MOST_STORIES = 8;
const MOST_FAULTS = 40;

interface Looked {
  readonly scenario: Scenario;
  readonly without: Result;
}

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, mistakes: { type: 'string', default: '300' } },
});
const mistakes = workflowMistakes(new Random(Number(values.seed)), Number(values.mistakes));
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
    if (!(await noticed(pool, mistake, looked))) survivors.push(mistake);
  }
});
progress.clear();
writeFileSync(DOCUMENT, page());
process.stdout.write(
  `${mistakes.length - survivors.length} of ${mistakes.length} mistakes were noticed; ${survivors.length} survivors are in docs/workflow-mistakes.md.\n`,
);

/** By another end of a story, by an invariant, or by a fault that passes no more. */
async function noticed(pool: Pool, mistake: Mistake, looked: readonly Looked[]): Promise<boolean> {
  const mutation = `by machine: ${nameOfMistake(mistake)}`;
  const at = ({ machine, state }: { machine: string; state: string }): boolean =>
    state === mistake.state && (machine === mistake.machine || machine === 'decision');
  const stories = looked.filter(({ without }) => without.places?.some(at)).slice(0, MOST_STORIES);
  const [first] = stories;
  // No story comes to this state by its workflow: the choices before it are what could be wrong.
  const known = stories.length > 0 ? stories : looked.slice(0, MOST_STORIES);
  const ends = known.map(
    ({ scenario, without }) => [{ seed: SEED, scenario, cells: [], mutation, want: 'places' } as Job, without] as const,
  );
  const cells = (first?.without.places ?? []).filter(at).flatMap(cellsOf).slice(0, MOST_FAULTS);
  const faults = cells.map(
    (cell) =>
      [{ seed: SEED, scenario: (first as Looked).scenario, cells: [cell], mutation } as Job, first?.without] as const,
  );
  for (const [job, without] of [...ends, ...faults]) {
    if (without === undefined) continue;
    const result = await pool.performOne(job).catch(() => undefined);
    if (result === undefined || result.violations.length > 0) return true;
    const [cell] = job.cells;
    if (cell === undefined ? differs(without, result) : changed(without, result, cell)) return true;
  }
  return false;
}

function differs(without: Result, result: Result): boolean {
  return without.shape !== result.shape || JSON.stringify(without.end) !== JSON.stringify(result.end);
}

function changed(without: Result, under: Result, cell: Cell): boolean {
  return sameOutcome({ without, under }, cell).length > 0;
}

function page(): string {
  const score = Math.round((1_000 * (mistakes.length - survivors.length)) / Math.max(1, mistakes.length)) / 10;
  return [
    '# Mistakes in the workflows, made by machine',
    '',
    'Made by `npm run mutate-workflows`: a state is left out or comes after what follows it, a condition is turned, a `Catch` or `Retry`',
    'is missing, a constant is another. Each is looked for in stories that come to the state, and under faults in it. One that no run',
    'notices is a survivor: it has no effect in any story, or an invariant is missing.',
    '',
    `- Seed ${values.seed}; mistakes: ${mistakes.length}. Noticed: ${mistakes.length - survivors.length} (${score} %). Survivors: ${survivors.length}.`,
    '',
    '| Workflow | State | Mistake |',
    '| --- | --- | --- |',
    ...survivors.map(({ machine, state, what }) => `| ${machine} | ${state} | ${what.replaceAll('|', '\\|')} |`).sort(),
    '',
  ].join('\n');
}
