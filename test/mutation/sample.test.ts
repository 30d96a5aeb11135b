import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { functionMistakeNamed, nameOfFunctionMistake } from '../../simulation/mutations/function-mistakes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { windows } = (await import(`${root}/mutation/windows.mjs`)) as {
  windows: (
    root: string,
    patterns: readonly string[],
    mistakes: number,
    seed: number,
    without?: readonly string[],
  ) => string[];
};
interface Summed {
  readonly made: number;
  readonly noticed: number;
  readonly survivors: readonly { where: string; range: string }[];
}
const { newRun, runs, summed } = (await import(`${root}/mutation/runs.mjs`)) as {
  newRun: (folder: string, asked: object) => string;
  runs: (folder: string) => readonly unknown[];
  summed: (all: readonly unknown[]) => Summed;
};
interface Harmless {
  readonly file: string;
  readonly text: string;
  readonly instead?: string;
  readonly why: string;
}
const { page } = (await import(`${root}/mutation/report.mjs`)) as {
  page: (found: Summed, root: string, harmless: readonly Harmless[]) => string;
};
const { harmless } = (await import(`${root}/mutation/harmless.mjs`)) as { harmless: readonly Harmless[] };

describe('a sample of places', () => {
  const drawn = (mistakes: number, seed: number, without: readonly string[] = []) =>
    windows(root, ['lambdas/**/*.ts'], mistakes, seed, without);

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
    expect(all.some((place) => place.startsWith('lambdas/messages/'))).toBe(true);
  });

  it('leaves out what it is told to', () => {
    const some = drawn(1_000_000, 1, ['lambdas/messages/**']);
    expect(some.length).toBeGreaterThan(500);
    expect(some.filter((place) => place.startsWith('lambdas/messages/'))).toEqual([]);
  });
});

describe('the report', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'knowngood-mistakes-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const mistake = (file: string, line: number, status: string) => ({
    ...{ file, mutatorName: 'ConditionalExpression', replacement: 'a | `b`', status, seconds: 2 },
    location: { start: { line, column: 3 }, end: { line, column: 8 } },
  });
  const run = (asked: object, ...mistakes: readonly object[]) => {
    const file = newRun(join(folder, 'runs'), {
      seed: 7,
      patterns: ['lambdas/**/*.ts'],
      without: [],
      leftOut: [],
      ...asked,
    });
    for (const one of mistakes) appendFileSync(file, `${JSON.stringify(one)}\n`);
  };
  const found = () => summed(runs(join(folder, 'runs')));
  const first = [
    mistake('lambdas/b.ts', 20, 'Survived'),
    mistake('lambdas/b.ts', 3, 'NoCoverage'),
    mistake('lambdas/b.ts', 4, 'Killed'),
    mistake('lambdas/a.ts', 1, 'Timeout'),
    mistake('lambdas/a.ts', 2, 'Ignored'),
    mistake('lambdas/a.ts', 9, 'Survived'),
  ];

  it('counts a mistake that hangs the tests as noticed, and one that was not made not at all', () => {
    run({}, ...first);
    const { made, noticed, survivors } = found();
    expect({ made, noticed }).toEqual({ made: 5, noticed: 2 });
    expect(survivors.map(({ where }) => where)).toEqual(['lambdas/a.ts:9:3', 'lambdas/b.ts:3:3', 'lambdas/b.ts:20:3']);
    expect(survivors[0]?.range).toBe('lambdas/a.ts:9:2-9:7');
  });

  it('puts runs together, where a mistake is what it was judged to be last', () => {
    run({}, ...first);
    run({ again: true }, mistake('lambdas/b.ts', 20, 'Killed'));
    run({ stories: 54 }, { ...mistake('lambdas/a.ts', 9, 'Killed'), by: 'invariant 6' });
    const { made, noticed, survivors } = found();
    expect({ made, noticed, left: survivors.length }).toEqual({ made: 5, noticed: 4, left: 1 });
    const written = page(found(), root, []);
    expect(written).toContain('seed 7: 5.');
    expect(written).toContain('Survivors once more, after tests were added: 1.');
    expect(written).toContain('Survivors in 54 whole stories of the simulation: noticed 1 more.');
  });

  it('names every survivor, and says of none that a test runs it which no test does', () => {
    run({}, ...first);
    const written = page(found(), root, []);
    expect(written).toContain('Mistakes: 5. Noticed: 2 (40 %). Survivors: 3, of which 3 are not judged.');
    expect(written).toContain("| lambdas/b.ts:3:3 | ConditionalExpression | `a \\| 'b'` | no | **not judged** |");
  });

  it('says why a survivor does no harm, where somebody has judged the line', () => {
    const file = 'lambdas/requests/triage/decide.ts';
    run({}, mistake(file, 1, 'Survived'), mistake(file, 2, 'Survived'));
    const text = readFileSync(`${root}/${file}`, 'utf8').split('\n')[0] ?? '';
    const written = page(found(), root, [{ file, text, why: 'only told' }]);
    expect(written).toContain('Survivors: 2, of which 1 are not judged.');
    expect(written).toContain(`| ${file}:1:3 | ConditionalExpression | \`a \\| 'b'\` | yes | only told |`);
  });
});

describe('what was judged to do no harm', () => {
  it('still stands in its file', () => {
    const gone = harmless.filter(
      ({ file, text }) => !existsSync(`${root}/${file}`) || !readFileSync(`${root}/${file}`, 'utf8').includes(text),
    );
    expect(gone).toEqual([]);
  });
});

describe('a mistake in a function, made again in whole stories', () => {
  it('stands where the mutation tester made it', () => {
    const file = 'lambdas/requests/triage/decide.ts';
    const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('minutes > input.windowMinutes'));
    const column = (lines[line] ?? '').indexOf('minutes > input') + 1;
    const end = { line: line + 1, column: column + 'minutes > input.windowMinutes'.length };
    const location = { start: { line: line + 1, column }, end };
    const patch = functionMistakeNamed(nameOfFunctionMistake({ file, location, replacement: 'false' }));
    expect(patch?.file).toBe(file);
    expect(patch?.replace.split('\n')[line]).toBe(lines[line]?.replace('minutes > input.windowMinutes', 'false'));
    expect(functionMistakeNamed('another')).toBeUndefined();
  });
});
