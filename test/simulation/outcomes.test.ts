import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCENARIOS, SEED } from '../../simulation/faults/baselines.ts';
import type { EndOfRun } from '../../simulation/report/end-of-run.ts';
import { inPool } from '../../simulation/run/pool.ts';
import { nameOf } from '../../simulation/story/scenario.ts';

const DOCUMENT = new URL('../../docs/outcomes.md', import.meta.url);

/**
 * What runs without faults leave behind, written down and read by people: the runs with faults are compared with runs of the same
 * product, so a mistake that needs no fault would be in both.
 */
describe('every story without faults', () => {
  it('ends as docs/outcomes.md says', async () => {
    const stories = new Map<string, string[]>();
    const english = new Set<string>();
    const untold = new Set<string>();
    await inPool({ threads: 1 }, async (pool) => {
      await pool.perform(
        SCENARIOS.map((scenario) => ({ seed: SEED, scenario, cells: [], want: 'places' as const })),
        ({ scenario }, { end }) => {
          if (end === undefined) throw new Error('The run does not say how it ended.');
          for (const line of end.english) english.add(line);
          for (const line of end.untold) untold.add(line);
          const told = inWords(end);
          stories.set(told, [...(stories.get(told) ?? []), nameOf(scenario)]);
          return undefined;
        },
      );
    });
    const written = page(stories);
    if (process.env['UPDATE_DOCUMENTS'] !== undefined) writeFileSync(DOCUMENT, written);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(written);
    expect([...english]).toEqual([]);
    expect([...untold]).toEqual([]);
  }, 120_000);
});

const inWords = ({ executions, ledger, services, database, migrations, told }: EndOfRun): string =>
  [
    `- Executions: ${executions.join(', ')}`,
    `- Ledger: ${ledger}`,
    `- Services: ${services.join(', ')}`,
    `- Database: ${database}; migrations run: ${migrations}`,
    ...Object.entries(told).map(([topic, kinds]) => `- Told to ${topic}: ${kinds.join(', ')}`),
  ].join('\n');

const page = (stories: ReadonlyMap<string, readonly string[]>): string =>
  `# How each story ends

Written by \`UPDATE_DOCUMENTS=1 npx vitest run test/simulation/outcomes.test.ts\`, reviewed by reading, and held by that test: what runs
without faults leave behind. Runs with faults are compared with these runs, so a mistake that needs no fault would be in both; here
it is a changed line. A story is \`migration/policy/what happens/what a person decides/who starts the rollback\`, then its own faults.
\`(2)\`: twice in a row.

${[...stories].map(([told, names]) => `${names.map((name) => `### ${name}`).join('\n')}\n\n${told}\n`).join('\n')}`;
