import { parseArgs } from 'node:util';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { PostgresHost } from '../../sandbox/postgres/host.ts';
import { fenced, type Shown, unfenced } from './runs.ts';

/**
 * What a restore loses and what is said of it, on real PostgreSQL with the product's own counts, fence, quarantine and export.
 * `npm run show-restore -- --seeds 10`; docs/performance.md has the numbers.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seeds: { type: 'string', default: '10' }, from: { type: 'string', default: '1' } },
  });
  process.env[VARIABLES.environment] = 'show';
  const seeds = Array.from({ length: Number(values.seeds) }, (_, n) => Number(values.from) + n);
  let wrong = 0;
  for (const [name, run, holds] of [
    ['fenced', fenced, (shown: Shown) => shown.lost === 0 && shown.counted === 0],
    ['unfenced', unfenced, isExplained],
  ] as const) {
    say(`${name}: seed, acknowledged, lost, counted, only in the quarantined database, exported, not exported, ms`);
    for (const seed of seeds) {
      // Its own host: what a run has left makes no later one slower.
      const host = await PostgresHost.open();
      try {
        const shown = await run(host, seed);
        if (!holds(shown)) wrong++;
        say(`${holds(shown) ? 'as it must be' : 'WRONG'}: ${Object.values(shown).join(', ')}`);
      } finally {
        await host.close();
      }
    }
  }
  return wrong === 0 ? 0 : 1;
}

/**
 * The export is exact. The count errs towards more: it also has what was written before the snapshot's moment and reached the
 * counters only after the count (a busy session tells its own once a second), and what was asked for and rolled back.
 */
const isExplained = ({ lost, counted, onlyThere, exported, notExported }: Shown): boolean =>
  lost > 0 && onlyThere >= lost && counted >= onlyThere && exported === onlyThere && notExported === 0;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await main();
