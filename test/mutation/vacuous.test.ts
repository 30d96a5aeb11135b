import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NOTHING } from '../lambdas/nothing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PARTLY = /\b(toMatchObject|objectContaining)\(/g;

/** What stands between the parentheses that begin before `from`. */
function within(text: string, from: number): string {
  let open = 1;
  let at = from;
  for (; open > 0 && at < text.length; at++) open += text[at] === '(' ? 1 : text[at] === ')' ? -1 : 0;
  return text.slice(from, at - 1);
}

describe('an expectation that anything meets', () => {
  it('stands in no test: `{}` where only part of an object is compared', () => {
    const found = globSync('test/**/*.test.ts', { cwd: root }).flatMap((file) => {
      const text = readFileSync(`${root}/${file}`, 'utf8');
      return [...text.matchAll(PARTLY)]
        .filter((match) => /: \{\}|^\{\}$/.test(within(text, match.index + match[0].length)))
        .map((match) => `${file}:${text.slice(0, match.index).split('\n').length}: use NOTHING, or expect.any(Object)`);
    });
    expect(found).toEqual([]);
  });

  it('is met by anything; NOTHING by an empty object alone', () => {
    expect({ stopped: { web: 1 } }).toMatchObject({ stopped: expect.any(Object) });
    expect({ stopped: {} }).toMatchObject({ stopped: NOTHING });
    for (const stopped of [{ web: 1 }, [], null, undefined])
      expect({ stopped }).not.toMatchObject({ stopped: NOTHING });
  });
});
