import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadHandlers } from '../../../simulation/run/handlers.ts';
import { perform, type Result } from '../../../simulation/run/job.ts';
import { prepareThread } from '../../../simulation/run/prepared-thread.ts';
import { Runner } from '../../../simulation/run/runner.ts';
import { BASES } from '../../../simulation/story/base-stories.ts';
import { FURTHER } from '../../../simulation/story/further-stories.ts';
import { nameOf, type Scenario } from '../../../simulation/story/scenario.ts';
import { fileOf, inTodaysWorld, kept, machineOfDefinition, packed, unpacked } from './definitions.ts';

/**
 * An execution keeps the definition that it began with, and is redriven for two weeks: workflows of an earlier version meet
 * today's ledger, and today's functions where somebody has deleted a published version. At each release of this project
 * `KEEP_DEFINITIONS=<day> npx vitest run test/simulation/earlier` keeps its workflows here.
 */
const STORIES = [...BASES, ...FURTHER.map(({ scenario }) => scenario)].filter(
  // What stands in the template, and what a version did not know yet.
  ({ pointer, onFreeze, configured, bad }) =>
    pointer === undefined &&
    onFreeze === undefined &&
    configured === undefined &&
    bad !== 'switched-off' &&
    !bad.startsWith('standby'),
);

/** Promises that were made after a version: its workflows cannot keep them. */
const PROMISED_SINCE: Readonly<Record<string, readonly string[]>> = {
  '2026-11-29': ['17: users had the page while the whole database was copied'],
};

type Handlers = Awaited<ReturnType<typeof loadHandlers>>;
let handlers: Handlers;
let today: Runner;

beforeAll(async () => {
  prepareThread();
  handlers = await loadHandlers();
  today = new Runner(handlers);
  const day = process.env['KEEP_DEFINITIONS'];
  if (day === undefined) return;
  const definitions: Record<string, string> = {};
  const runner = new Runner(handlers, (text) => {
    definitions[machineOfDefinition(text)] = text;
    return text;
  });
  await runOf(runner, BASES[0] as Scenario);
  writeFileSync(fileOf(day), packed(definitions));
}, 60_000);

const runOf = async (runner: Runner, scenario: Scenario): Promise<Result> =>
  await perform(runner, { seed: 1, scenario, cells: [] });

/** Of what goes back. When a bad version shows is a matter of chance: whether its release has ended by then, too. */
const endsOf = (outcome: string): string[] => outcome.split(', ').filter((end) => !end.startsWith('release'));

it('there is a version to compare with', () => {
  expect(kept().length).toBeGreaterThan(0);
});

describe.each(kept())('workflows of %s, with the functions and the ledger of today', (version) => {
  let runner: Runner;
  beforeAll(() => {
    const earlier = unpacked(version);
    // A workflow that the version did not know is today's.
    runner = new Runner(handlers, (text) => inTodaysWorld(earlier[machineOfDefinition(text)] ?? text, text));
  });

  it.each(STORIES.map((scenario) => [nameOf(scenario), scenario] as const))(
    '%s: no invariant breaks, and it ends as today',
    { timeout: 30_000 },
    async (_name, scenario) => {
      const { violations, outcome } = await runOf(runner, scenario);
      const broken = violations.map(({ invariant, what }) => `${invariant}: ${what}`);
      expect(broken.filter((one) => !PROMISED_SINCE[version]?.includes(one))).toEqual([]);
      expect(endsOf(outcome)).toEqual(endsOf((await runOf(today, scenario)).outcome));
    },
  );
});

it('a function that needs what an earlier workflow does not give is found out', { timeout: 30_000 }, async () => {
  const earlier = unpacked(kept()[0] ?? '');
  const demanding = new Map(handlers).set('stop-services', async () => {
    throw new TypeError("Cannot read properties of undefined (reading 'newField')");
  });
  const runner = new Runner(demanding, (text) => inTodaysWorld(earlier[machineOfDefinition(text)] ?? text, text));
  const restores = STORIES.find(({ migration, bad }) => migration === 'breaking' && bad === 'in-watch');
  const { outcome } = await runOf(runner, restores as Scenario);
  expect(outcome).not.toBe((await runOf(today, restores as Scenario)).outcome);
});
