import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const foldersOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
const readme = (folder: string): string => readFileSync(join(root, folder, 'README.md'), 'utf8');

describe.each(['lambdas', 'lib', 'test'])('%s/README.md', (folder) => {
  it('names every folder', () => {
    const folders = foldersOf(folder);
    expect(folders.length).toBeGreaterThan(5);
    expect(folders.filter((name) => !readme(folder).includes(`\`${name}/\``))).toEqual([]);
  });
});

const SUBJECTS = ['requests', 'environment', 'maintenance', 'services', 'database', 'observation', 'people'];

describe.each(SUBJECTS)('lambdas/%s/README.md', (subject) => {
  it('names no step that is gone', () => {
    const there = readdirSync(join(root, 'lambdas', subject));
    const named = [...readme(`lambdas/${subject}`).matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !there.includes(name))).toEqual([]);
  });
});
