import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, nameOfCell } from '../../../simulation/faults/cell.ts';
import { WIRE_MUTATIONS } from '../../../simulation/mutations/wire.ts';
import type { Job, Result } from '../../../simulation/run/job.ts';
import { Pool, performOne } from '../../../simulation/run/pool.ts';
import { nameOf, type Scenario } from '../../../simulation/story/scenario.ts';

const LONG = 5 * 60_000;
const rollback: Scenario = {
  ...{ migration: 'breaking', policy: 'restore-if-breaking', bad: 'in-watch', decided: 'restore', by: 'alarm' },
  watchdogMinutes: 5,
};
const release: Scenario = { ...rollback, bad: 'never' };
const cell = (place: string, operation: string, kind: Cell['kind']): Cell => {
  const [machine = '', state = ''] = place.split(' / ');
  return { machine, state, operation, kind };
};

/** Each kind of fault at a call, and each wire form: awsQuery, awsJson 1.0 and 1.1, REST-XML. */
const FAULTS: readonly (readonly [Scenario, Cell])[] = [
  [release, cell('release / Take the lock', 'dynamodb:TransactWriteItems', 'answer-lost')],
  [release, cell('release / Switch a service', 'dynamodb:UpdateItem', 'throttled-for-ever')],
  [release, cell('release / Inspect the environment', 'ssm:GetParameter', 'time-out')],
  [release, cell('release / Create the restore point', 'rds:CreateDBSnapshot', 'answer-lost')],
  [release, cell('release / Start the migration', 'ecs:RunTask', 'answered-twice')],
  [release, cell('release / Write the change record', 's3:PutObject', 'server-errors')],
  [rollback, cell('rollback / Announce the rollback', 'sns:Publish', 'throttled-for-a-while')],
  [rollback, cell('rollback / Lower maintenance mode', 'elasticloadbalancing:DescribeRules', 'stale-read')],
  [rollback, cell('rollback / Lower maintenance mode', 'elasticloadbalancing:DeleteRule', 'access-denied')],
  [
    rollback,
    cell('rollback / Restore the database beside the live one', 'rds:RestoreDBInstanceFromDBSnapshot', 'cut-off'),
  ],
];
/** Two faults among people and strangers. */
const CROWDED: Job = {
  seed: 5,
  scenario: { ...rollback, migration: 'compatible', policy: 'ask', decided: 'keep' },
  cells: [
    cell('release / Inspect the environment', 'ssm:GetParameter', 'throttled-for-a-while'),
    cell('rollback / Take the lock', 'dynamodb:TransactWriteItems', 'cut-off'),
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
    const mutations = [undefined, ...WIRE_MUTATIONS.map(({ name }) => name)];
    await pool.perform(
      mutations.flatMap((mutation) => [false, true].map((wire): Job => ({ ...job, mutation, wire }))),
      (made, result) => {
        results.set(key(made.mutation, made.wire === true), result);
        return undefined;
      },
    );
  }, LONG);

  it.each(WIRE_MUTATIONS.map(({ name }) => [name]))('%s', (mutation) => {
    const sound = results.get(key(undefined, true));
    // Without the wire nobody notices; with it the release does not even succeed.
    const { outcome, shape } = sound ?? {};
    expect(results.get(key(mutation, false))).toMatchObject({ violations: [], outcome, shape });
    const serialized = results.get(key(mutation, true));
    expect(serialized?.outcome).toMatch(/^release failed/);
    expect(serialized?.shape).not.toBe(sound?.shape);
  });
});
