import { afterAll, describe, expect, it } from 'vitest';
import { INTRUSIONS } from '../../../simulation/people/intrusions.ts';
import { Pool } from '../../../simulation/run/pool.ts';
import { story } from '../../../simulation/story/scenario.ts';

/** Within a release that asks for all there is. */
const AFTER_MS = 30_000;

/** What the fence itself ends is not refused. */
const ENDED_BY_THE_FENCE = /^a forgotten session writes: terminating connection/;

describe('an intrusion happens: one that AWS refuses would try nothing', () => {
  const pool = new Pool({ threads: 1 });
  afterAll(async () => await pool.end());

  it.each(INTRUSIONS)('%s', async (kind) => {
    const { refusedIntrusions, violations } = await pool.performOne({
      ...{ seed: 1, scenario: story({ bad: 'never' }), cells: [] },
      intrusions: [{ kind, after: AFTER_MS }],
    });
    expect(refusedIntrusions.filter((one) => !ENDED_BY_THE_FENCE.test(one))).toEqual([]);
    expect(violations).toEqual([]);
  });
});
