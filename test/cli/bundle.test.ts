import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';

interface Metafile {
  readonly inputs: Readonly<
    Record<
      string,
      { readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[] }
    >
  >;
  readonly outputs: Readonly<Record<string, { readonly bytes: number }>>;
}

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<Metafile>;
};

/** The start costs what is parsed, and what is evaluated before a verb is chosen: both are counted, never timed. */
describe('the bundle', () => {
  const file = join(tmpdir(), `knowngood-${process.pid}.cjs`);
  removeAtEnd(file);
  let made: Metafile;
  beforeAll(async () => {
    made = await build(file);
  });

  it('is one file of at most 1.9 MB', () => {
    expect(existsSync(file)).toBe(true);
    const sizes = Object.values(made.outputs).map(({ bytes }) => bytes);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(1_900_000);
  });

  it('evaluates arguments, words and colours at the start, and nothing that asks AWS', () => {
    const reached = new Set<string>();
    const visit = (input: string): void => {
      if (reached.has(input)) return;
      reached.add(input);
      for (const { path, kind, external } of made.inputs[input]?.imports ?? [])
        if (kind !== 'dynamic-import' && external !== true) visit(path);
    };
    visit('cli/knowngood.ts');
    const packages = [...reached].flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []);
    expect([...new Set(packages)].sort()).toEqual(['@bomb.sh/tab', 'commander', 'picocolors']);
    expect(reached.size).toBeLessThan(40);
    expect(Object.keys(made.inputs).some((input) => input.includes('@aws-sdk/client-sfn'))).toBe(true);
  });
});
