// Looks whether whole stories notice the mistakes in functions that no test of the functions did. `npm run mutate -- --stories`.
import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SCENARIOS, SEED } from './faults/baselines.ts';
import { type FunctionMistake, nameOfFunctionMistake } from './mutations/function-mistakes.ts';
import { ProgressLine } from './report/progress-line.ts';
import type { Job, Result } from './run/job.ts';
import { inPool, type Pool } from './run/pool.ts';
import type { Scenario } from './story/scenario.ts';

interface Survivor extends FunctionMistake {
  readonly mutatorName: string;
}
type Runs = readonly unknown[];

const { newRun, runs, summed } = (await import('../mutation/runs.mjs' as string)) as {
  newRun: (folder: string, asked: object) => string;
  runs: (folder: string) => Runs;
  summed: (all: Runs) => { survivors: readonly Survivor[] };
};
const folder = fileURLToPath(new URL('../.sandbox/mutation', import.meta.url));
const { survivors } = summed(runs(folder));
const file = newRun(folder, { stories: SCENARIOS.length });
const progress = new ProgressLine();
let noticed = 0;
await inPool({ threads: 1 }, async (pool) => {
  const without = new Map<Scenario, Result>();
  await pool.perform(SCENARIOS.map(jobOf), ({ scenario }, result) => {
    without.set(scenario, result);
    return undefined;
  });
  for (const [n, survivor] of survivors.entries()) {
    progress.show(n, survivors.length, 'survivors', `${noticed} noticed`);
    const began = performance.now();
    const by = await storyThatNotices(pool, survivor, without);
    if (by === undefined) continue;
    noticed++;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    appendFileSync(file, `${JSON.stringify({ ...survivor, status: 'Killed', by, seconds })}\n`);
  }
});
progress.clear();
process.stdout.write(`${noticed} of ${survivors.length} survivors were noticed by a story.\n`);

function jobOf(scenario: Scenario): Job {
  return { seed: SEED, scenario, cells: [], want: 'places' };
}

/** By another end, or by an invariant. */
async function storyThatNotices(
  pool: Pool,
  survivor: Survivor,
  known: ReadonlyMap<Scenario, Result>,
): Promise<string | undefined> {
  const mutation = nameOfFunctionMistake(survivor);
  for (const [scenario, without] of known) {
    const result = await pool.performOne({ ...jobOf(scenario), mutation }).catch(() => undefined);
    if (result === undefined) return 'a run that does not end';
    const [violation] = result.violations;
    if (violation !== undefined) return `invariant ${violation.invariant}`;
    if (without.shape !== result.shape || JSON.stringify(without.end) !== JSON.stringify(result.end))
      return 'another end';
  }
  return undefined;
}
