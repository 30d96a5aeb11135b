import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { allCells } from './faults/all-cells.ts';
import { nameOfCell } from './faults/cell.ts';
import { runMatrix } from './faults/matrix.ts';
import { ProgressLine } from './report/progress-line.ts';
import type { Job } from './run/job.ts';
import { inPool, type Pool } from './run/pool.ts';
import { draw } from './story/draw.ts';
import { nameOf } from './story/scenario.ts';

const USAGE = `npm run simulate -- --seeds <n> [--from <seed>]   runs seeds until one breaks an invariant
npm run simulate -- --seed <n>                    replays one, with its timeline
npm run simulate -- --matrix                      every fault at every state, each kind of migration, each policy
  --threads <n>   ${Math.min(2, availableParallelism())} when left out`;

const said = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      from: { type: 'string', default: '1' },
      matrix: { type: 'boolean', default: false },
      threads: { type: 'string' },
    },
  });
  const threads = Number(values.threads ?? Math.min(2, availableParallelism()));
  if (values.matrix) return await matrix(threads);
  const { seed, seeds: count, from } = values;
  if (seed !== undefined)
    return await inPool({ threads }, async (pool) => await replay(wholeNumber('seed', seed), pool));
  if (count !== undefined)
    return await inPool(
      { threads },
      async (pool) => await seeds(wholeNumber('seeds', count), wholeNumber('from', from), pool),
    );
  said(USAGE);
  return 2;
}

function wholeNumber(name: string, given: string): number {
  const number = Number(given);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} is "${given}"; expected a whole number.`);
}

async function seeds(count: number, from: number, pool: Pool): Promise<number> {
  const cells = await allCells(pool);
  const outcomes = new Map<string, number>();
  const began = performance.now();
  let done = 0;
  let serialized = 0;
  const progress = new ProgressLine();
  let broken: Job | undefined;
  function* jobs(): Generator<Job> {
    for (let seed = from; seed < from + count; seed++) yield draw(seed, cells);
  }
  await pool.perform(jobs(), (job, result) => {
    done++;
    if (job.wire === true) serialized++;
    outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
    progress.show(done, count, 'seeds');
    if (result.violations.length === 0) return undefined;
    broken = job;
    progress.clear();
    said(`\nSeed ${job.seed} breaks ${result.violations.length} invariant(s):`);
    for (const { invariant, what } of result.violations) said(`  ${invariant}: ${what}`);
    said(`  ${described(job)}\n  Replay it: npm run simulate -- --seed ${job.seed}`);
    return 'stop';
  });
  progress.clear();
  said(
    `\n${done} seeds in ${Math.round((performance.now() - began) / 1_000)} s, ${serialized} of them with serialization:`,
  );
  for (const [outcome, n] of byCount(outcomes)) said(`${String(n).padStart(8)}  ${outcome}`);
  if (broken === undefined) said('Every invariant held in every one.');
  return broken === undefined ? 0 : 1;
}

async function replay(seed: number, pool: Pool): Promise<number> {
  const job = draw(seed, await allCells(pool));
  const { chronicle = [], violations, outcome } = await pool.performOne({ ...job, want: 'chronicle' });
  said(`Seed ${seed}: ${described(job)}`);
  for (const line of chronicle) said(line);
  said(`\n${outcome}`);
  for (const { invariant, what } of violations) said(`  ${invariant}: ${what}`);
  if (violations.length === 0) said('Every invariant held.');
  return violations.length === 0 ? 0 : 1;
}

async function matrix(threads: number): Promise<number> {
  const began = performance.now();
  const progress = new ProgressLine();
  const report = await runMatrix({
    threads,
    progress: (done, of, broken) => progress.show(done, of, 'runs known to be needed', `${broken} broken`),
  });
  progress.clear();
  const { cells, runs, serialized, merged, missed, outcomes, broken, states } = report;
  said(
    `\n${cells} cells: ${[...states].map(([machine, names]) => `${names.size} task states of ${machine}`).join(', ')}`,
  );
  said(
    `${runs} runs in ${Math.round((performance.now() - began) / 1_000)} s, ${serialized} of them, and every scenario without faults, with serialization; another cell stands for the rest:`,
  );
  for (const [reason, n] of Object.entries(merged)) said(`${String(n).padStart(8)}  ${reason}`);
  for (const [outcome, n] of byCount(outcomes)) said(`${String(n).padStart(8)}  ${outcome}`);
  if (missed.length > 0) said(`${missed.length} faults were never reached:\n  ${missed.join('\n  ')}`);
  for (const { scenario, cell, what } of broken) said(`BROKEN ${nameOf(scenario)}: ${nameOfCell(cell)}\n  ${what}`);
  if (broken.length === 0) said('Every invariant held in every cell.');
  return broken.length === 0 && missed.length === 0 ? 0 : 1;
}

const byCount = (outcomes: ReadonlyMap<string, number>) => [...outcomes].sort((a, b) => b[1] - a[1]);

const described = ({ scenario, cells, intrusions = [], wire = false }: Job): string =>
  [
    nameOf(scenario),
    ...cells.map((cell) => `fault ${nameOfCell(cell)}`),
    ...intrusions.map(({ kind, after, call }) =>
      call === undefined ? `${kind} after ${Math.round(after / 1_000)} s` : `${kind} ${after} ms after ${call.state}`,
    ),
    ...(wire ? ['with serialization'] : []),
  ].join('; ');

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
