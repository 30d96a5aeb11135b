import { afterAll, describe, expect, it } from 'vitest';
import { nameOfCell } from '../../simulation/faults/cell.ts';
import { INVARIANTS } from '../../simulation/invariants/check.ts';
import { GUARDS, type Mutation } from '../../simulation/mutations/mutation.ts';
import { MUTATIONS } from '../../simulation/mutations/mutations.ts';
import type { Job } from '../../simulation/run/job.ts';
import { Pool } from '../../simulation/run/pool.ts';
import { nameOf } from '../../simulation/story/scenario.ts';

/** Runs a mutation's stories until one shows it; says which. */
async function caught(pool: Pool, { name, trials, breaks }: Mutation): Promise<string | undefined> {
  const jobs = trials.flatMap(({ scenario, cells = [], intrusions = [], seeds = [1] }) =>
    seeds.map((seed): Job => ({ seed, scenario, cells, intrusions, mutation: name })),
  );
  let found: string | undefined;
  const without = breaks.includes(6)
    ? await pool.performOne({ ...(jobs[0] as Job), mutation: undefined, cells: [] })
    : undefined;
  await pool.perform(jobs, (job, result) => {
    const where = [
      `seed ${job.seed}`,
      nameOf(job.scenario),
      ...job.cells.map(nameOfCell),
      ...(job.intrusions ?? []).map(({ kind }) => kind),
    ];
    const violation = result.violations.find(({ invariant }) => breaks.includes(invariant));
    const other =
      without !== undefined && result.shape !== without.shape ? 'another outcome than without the fault' : undefined;
    if (violation === undefined && other === undefined) return undefined;
    found = `${where.join(', ')}: ${violation === undefined ? `6: ${other}` : `${violation.invariant}: ${violation.what}`}`;
    return 'stop';
  });
  return found;
}

describe('a guard taken out of the product is found out', () => {
  const pool = new Pool({ threads: 1 });
  afterAll(async () => await pool.end());

  it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    '%s',
    { timeout: 10 * 60_000 },
    async (name, mutation) => {
      const found = await caught(pool, mutation);
      console.log(`${name}: ${found}`);
      expect(found, name).toBeDefined();
    },
  );

  it('covers every invariant and every guard', () => {
    const invariants = new Set(MUTATIONS.flatMap(({ breaks }) => breaks));
    for (const invariant of [...INVARIANTS.map(([number]) => number), 6]) expect(invariants).toContain(invariant);
    const guards = new Set(MUTATIONS.map(({ guard }) => guard));
    for (const guard of GUARDS) expect(guards).toContain(guard);
  });
});
