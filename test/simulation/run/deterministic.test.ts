import { describe, expect, it } from 'vitest';
import { STATES } from '../../../lambdas/model/state-names.ts';
import type { Job } from '../../../simulation/run/job.ts';
import { performAll, performOne } from '../../../simulation/run/pool.ts';
import { story } from '../../../simulation/story/scenario.ts';

const rollback = story();
const job = (seed: number, scenario = rollback): Job => ({ seed, scenario, cells: [], want: 'chronicle' });

/** Threads start slowly beside other tests. */
const LONG = 120_000;

describe('a run of the simulation', () => {
  it('makes the same history, byte for byte, from the same seed, whatever ran before it and in whatever thread', {
    timeout: LONG,
  }, async () => {
    const alone = await performOne(job(7));
    expect(alone.chronicle?.length).toBeGreaterThan(1_500);
    const among: string[][] = [];
    await performAll([job(3), job(7), job(5, { ...rollback, migration: 'none' }), job(7)], (_job, result) => {
      among.push([...(result.chronicle ?? [])]);
      return undefined;
    });
    expect(among[1]).toEqual(alone.chronicle);
    expect(among[3]).toEqual(alone.chronicle);
  });

  it('makes another history from another seed', { timeout: LONG }, async () => {
    const [one, other] = [await performOne(job(7)), await performOne(job(8))];
    expect(one.digest).not.toBe(other.digest);
  });

  it('upholds every invariant in a good release, and in a rollback with its restore', { timeout: LONG }, async () => {
    const good = await performOne(job(1, { ...rollback, bad: 'never' }));
    expect(good).toMatchObject({ violations: [], outcome: 'release succeeded' });
    const back = await performOne(job(2));
    expect(back).toMatchObject({
      violations: [],
      outcome: 'release aborted, rollback succeeded (services-and-database), settle succeeded',
    });
    expect(JSON.parse(back.shape)).toMatchObject({ database: 'restored', schema: '1', quarantined: 1, page: false });
  });

  it('restores the point in time of a release that no policy would restore', { timeout: LONG }, async () => {
    const asked = story({ migration: 'none', bad: 'asks-for-the-database', by: 'person' });
    const back = await performOne(job(1, asked));
    expect(back).toMatchObject({ violations: [] });
    expect(JSON.parse(back.shape)).toMatchObject({ database: 'restored', quarantined: 1, page: false });
    const history = back.chronicle?.join('\n') ?? '';
    expect(history).toContain('call rds:RestoreDBInstanceToPointInTime by "Restore the database beside the live one"');
    expect(history).not.toContain('call rds:CreateDBSnapshot by "Create the restore point"');
    expect(history.match(/call rds:DescribeDBInstanceAutomatedBackups/g)?.length).toBeGreaterThan(1);
  });

  it('waits with its restore point, and with nothing else, while RDS makes its daily backup', {
    timeout: LONG,
  }, async () => {
    const unfenced = story({ migration: 'compatible', policy: 'restore', bad: 'never' });
    const during = await performOne({
      ...job(1, unfenced),
      intrusions: [
        {
          ...{ kind: 'the daily backup begins', after: 1 },
          call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
        },
      ],
    });
    expect(during).toMatchObject({ violations: [], outcome: 'release succeeded' });
    const history = during.chronicle?.join('\n') ?? '';
    expect(history).toMatch(/rds:CreateDBSnapshot by "Create the restore point".* -> InvalidDBInstanceState/);
  });
});
