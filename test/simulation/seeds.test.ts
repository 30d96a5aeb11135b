import { describe, expect, it } from 'vitest';
import { allCells } from '../../simulation/faults/all-cells.ts';
import { inPool } from '../../simulation/run/pool.ts';
import { draw } from '../../simulation/story/draw.ts';

const SEEDS = 200;

describe('random schedules of faults, alarms, people and deploys by others', () => {
  it(`break no invariant in the first ${SEEDS} seeds`, { timeout: 30 * 60_000 }, async () => {
    const broken: string[] = [];
    let serialized = 0;
    const outcomes = new Map<string, number>();
    await inPool({}, async (pool) => {
      const cells = await allCells(pool);
      const jobs = Array.from({ length: SEEDS }, (_, index) => draw(index + 1, cells));
      await pool.perform(jobs, (job, result) => {
        if (job.wire === true) serialized++;
        outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
        for (const { invariant, what } of result.violations) broken.push(`seed ${job.seed}: ${invariant}: ${what}`);
        return undefined;
      });
    });
    console.log(`${SEEDS} seeds, ${serialized} of them with serialization; ${outcomes.size} different outcomes`);
    expect(broken).toEqual([]);
    // Seeds that all end alike would try nothing.
    expect(outcomes.size).toBeGreaterThan(15);
    expect(serialized).toBe(SEEDS / 10);
  });
});
