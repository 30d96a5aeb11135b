import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { type Cell, cell, nameOfCell } from '../../../simulation/faults/cell.ts';
import { SERIALIZATION } from '../../../simulation/mutations/serialization.ts';
import type { Job, Result } from '../../../simulation/run/job.ts';
import { Pool, performOne } from '../../../simulation/run/pool.ts';
import { nameOf, type Scenario, story } from '../../../simulation/story/scenario.ts';

const LONG = 5 * 60_000;
const rollback = story();
const release = story({ bad: 'never' });

/** Each kind of fault at a call, and each wire form: awsQuery, awsJson 1.0 and 1.1, REST-XML. */
const FAULTS: readonly (readonly [Scenario, Cell])[] = [
  [release, cell('release', STATES.takeTheLock, 'answer-lost', 'dynamodb:TransactWriteItems')],
  [release, cell('release', STATES.switchAService, 'throttled-for-ever', 'dynamodb:UpdateItem')],
  [release, cell('release', STATES.inspectTheEnvironment, 'time-out', 'ssm:GetParameter')],
  [release, cell('release', STATES.createTheRestorePoint, 'answer-lost', 'rds:CreateDBSnapshot')],
  [release, cell('release', STATES.startTheMigration, 'answered-twice', 'ecs:RunTask')],
  [release, cell('release', STATES.writeTheChangeRecord, 'server-errors', 's3:PutObject')],
  [rollback, cell('rollback', STATES.announceTheRollback, 'throttled-for-a-while', 'sns:Publish')],
  [rollback, cell('rollback', STATES.lowerMaintenanceMode, 'stale-read', 'elasticloadbalancing:DescribeRules')],
  [rollback, cell('rollback', STATES.lowerMaintenanceMode, 'access-denied', 'elasticloadbalancing:DeleteRule')],
  [
    rollback,
    cell('rollback', STATES.restoreTheDatabaseBesideTheLiveOne, 'cut-off', 'rds:RestoreDBInstanceFromDBSnapshot'),
  ],
];
/** Two faults among people and strangers. */
const CROWDED: Job = {
  seed: 5,
  scenario: { ...rollback, migration: 'compatible', policy: 'ask', decided: 'keep' },
  cells: [
    cell('release', STATES.inspectTheEnvironment, 'throttled-for-a-while', 'ssm:GetParameter'),
    cell('rollback', STATES.takeOverTheLock, 'cut-off', 'dynamodb:TransactWriteItems'),
  ],
  intrusions: [
    { kind: 'somebody deploys a service', after: 5 * 60_000 },
    { kind: 'every event comes twice', after: 60_000 },
  ],
};

const named = ({ seed, scenario, cells }: Job): string =>
  [`seed ${seed}`, nameOf(scenario), ...cells.map(nameOfCell)].join(', ');

const pool = new Pool();
afterAll(() => pool.end());

describe('a run that keeps serialization', () => {
  const pairs: [string, Result, Result][] = [];
  beforeAll(async () => {
    const jobs: Job[] = [
      ...[release, rollback].map((scenario): Job => ({ seed: 2, scenario, cells: [] })),
      ...FAULTS.map(([scenario, fault]): Job => ({ seed: 1, scenario, cells: [fault] })),
      CROWDED,
    ];
    let without: Result | undefined;
    await pool.perform(
      jobs.flatMap((job) => [false, true].map((wire): Job => ({ ...job, wire, want: 'chronicle' }))),
      (job, result) => {
        if (job.wire === true && without !== undefined) pairs.push([named(job), without, result]);
        without = result;
        return undefined;
      },
    );
    const [plain, serialized] = [1, 2].map((at) => pairs.reduce((sum, pair) => sum + (pair[at as 1 | 2].ms ?? 0), 0));
    console.log(
      `${pairs.length} runs: ${Math.round(plain ?? 0)} ms, ${Math.round(serialized ?? 0)} ms with serialization`,
    );
  }, LONG);

  it('has the very history of the run without: each call, at its time, with its input and its outcome', () => {
    expect(pairs).toHaveLength(3 + FAULTS.length);
    for (const [name, without, serialized] of pairs) {
      expect(serialized.chronicle, name).toEqual(without.chronicle);
      expect([name, serialized.outcome, serialized.shape]).toEqual([name, without.outcome, without.shape]);
      expect([name, serialized.violations]).toEqual([name, []]);
    }
  });

  it('meets the faults it means to meet', () => {
    for (const [name, , { hits }] of pairs.slice(2, 2 + FAULTS.length)) expect([name, hits > 0]).toEqual([name, true]);
  });

  it('has the same history again, whatever ran before it in whatever thread', { timeout: LONG }, async () => {
    const [scenario, fault] = FAULTS[1] as (typeof FAULTS)[number];
    const job: Job = { seed: 7, scenario, cells: [fault], wire: true, want: 'chronicle' };
    const alone = await performOne(job);
    const among: string[] = [];
    await pool.perform(
      [{ ...job, wire: false, scenario: rollback }, job, { ...job, seed: 8 }, job],
      (_job, { digest }) => {
        among.push(digest);
        return undefined;
      },
    );
    expect([among[1], among[3]]).toEqual([alone.digest, alone.digest]);
    expect(among[2]).not.toBe(alone.digest);
  });
});

describe('an error that only the wire can see', () => {
  const job: Job = { seed: 1, scenario: { ...release, migration: 'none' }, cells: [] };
  const results = new Map<string, Result>();
  const key = (mutation: string | undefined, wire: boolean): string => `${mutation} ${wire}`;
  beforeAll(async () => {
    const mutations = [undefined, ...SERIALIZATION.map(({ name }) => name)];
    await pool.perform(
      mutations.flatMap((mutation) => [false, true].map((wire): Job => ({ ...job, mutation, wire }))),
      (made, result) => {
        results.set(key(made.mutation, made.wire === true), result);
        return undefined;
      },
    );
  }, LONG);

  it.each(SERIALIZATION.map(({ name }) => [name]))('%s', (mutation) => {
    const sound = results.get(key(undefined, true));
    // Without the wire nobody notices; with it the release does not even succeed.
    const { outcome, shape } = sound ?? {};
    expect(results.get(key(mutation, false))).toMatchObject({ violations: [], outcome, shape });
    const serialized = results.get(key(mutation, true));
    expect(serialized?.outcome).toMatch(/^release failed/);
    expect(serialized?.shape).not.toBe(sound?.shape);
  });
});
