import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('the catalogue names every step by its folder, and types it by the handler in that folder', () => {
  const source = readFileSync(`${root}/lib/steps/catalogue.ts`, 'utf8');
  const named = [...source.matchAll(/^ {2}'?([a-z-]+)'?: typeof import\('\.\.\/\.\.\/([^']+)'\);$/gm)];
  const folders = globSync('lambdas/*/*/handler.ts', { cwd: root }).sort();
  expect(named.map(([, , path]) => path).sort()).toEqual(folders);
  for (const [, name, path] of named) expect(path?.split('/').at(-2)).toBe(name);
});
