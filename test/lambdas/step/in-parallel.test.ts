import { describe, expect, it } from 'vitest';
import { inChunks, inParallel } from '../../../lambdas/step/in-parallel.ts';

const numbers = Array.from({ length: 100 }, (_, n) => n);
const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('several at the same time', () => {
  it('gives the results in order, and has no more under way than allowed', async () => {
    let [now, most] = [0, 0];
    const found = await inParallel(numbers, async (n) => {
      most = Math.max(most, ++now);
      await tick();
      now--;
      return n * 2;
    });
    expect(found).toEqual(numbers.map((n) => n * 2));
    expect(most).toBe(10);
  });

  it('throws the first error once nothing is under way, and begins nothing more', async () => {
    const [begun, ended] = [new Set<number>(), new Set<number>()];
    const run = inParallel(numbers, async (n) => {
      begun.add(n);
      await tick();
      if (n === 4) throw new Error('the fourth');
      await tick();
      ended.add(n);
    });
    await expect(run).rejects.toThrow('the fourth');
    expect(ended.size).toBe(begun.size - 1);
    expect(begun.size).toBeLessThan(numbers.length);
  });

  it('does nothing with nothing', async () => {
    expect(await inParallel([], async () => 1)).toEqual([]);
  });
});

describe('a list in parts', () => {
  it.each([
    [[], 10, []],
    [[1, 2, 3], 3, [[1, 2, 3]]],
    [[1, 2, 3], 2, [[1, 2], [3]]],
  ])('%j by %i', (list, size, parts) => {
    expect(inChunks<number>(list, size)).toEqual(parts);
  });
});
