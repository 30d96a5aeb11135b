import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { windows } = (await import(`${root}/mutation/windows.mjs`)) as {
  windows: (root: string, patterns: readonly string[], mistakes: number, seed: number) => string[];
};
const { summed, page } = (await import(`${root}/mutation/report.mjs`)) as {
  summed: (report: unknown) => { made: number; noticed: number; survivors: readonly { where: string }[] };
  page: (found: unknown, asked: { seed: number; patterns: readonly string[] }) => string;
};

describe('a sample of places', () => {
  const drawn = (mistakes: number, seed: number) => windows(root, ['lambdas/**/*.ts'], mistakes, seed);

  it('is the same for the same seed, and another for another', () => {
    expect(drawn(150, 1)).toEqual(drawn(150, 1));
    expect(drawn(150, 1)).toHaveLength(10);
    expect(drawn(150, 2)).not.toEqual(drawn(150, 1));
  });

  it('is everything where more is asked for, contracts left out', () => {
    const all = drawn(1_000_000, 1);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((place) => place.includes('contract.ts'))).toEqual([]);
  });
});

describe('the report', () => {
  const mutant = (line: number, status: string) => ({
    location: { start: { line, column: 3 } },
    ...{ mutatorName: 'ConditionalExpression', replacement: 'a | `b`', status },
  });
  const files = {
    'lambdas/b.ts': { mutants: [mutant(20, 'Survived'), mutant(3, 'NoCoverage'), mutant(4, 'Killed')] },
    'lambdas/a.ts': { mutants: [mutant(1, 'Timeout'), mutant(2, 'Ignored'), mutant(9, 'Survived')] },
  };

  it('counts a mistake that hangs the tests as noticed, and one that was not made not at all', () => {
    const { made, noticed, survivors } = summed({ files });
    expect({ made, noticed }).toEqual({ made: 5, noticed: 2 });
    expect(survivors.map(({ where }) => where)).toEqual(['lambdas/a.ts:9:3', 'lambdas/b.ts:3:3', 'lambdas/b.ts:20:3']);
  });

  it('names every survivor, and says of none that a test runs it which no test does', () => {
    const written = page(summed({ files }), { seed: 7, patterns: ['lambdas/**/*.ts'] });
    expect(written).toContain('Mistakes: 5. Noticed: 2 (40 %). Survivors: 3.');
    expect(written).toContain("| lambdas/b.ts:3:3 | ConditionalExpression | `a \\| 'b'` | no |");
  });
});
