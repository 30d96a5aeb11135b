import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledPackages, licencesDocument } from './bundled.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
> & { allowScripts: Record<string, boolean> };
const packages: Record<string, string> = {
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
};
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { version?: string; hasInstallScript?: boolean }>;
};

describe('packages', () => {
  it('are pinned exactly', () => {
    expect(
      Object.entries(packages).filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([]);
  });

  it('each have their reason, and each reason has its package', () => {
    const table = read('docs/decisions/0001-dependencies.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    const named = table.flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
    );
    const matches = (name: string, pattern: string) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
    const without = Object.keys(packages).filter((name) => !named.some((pattern) => matches(name, pattern)));
    const gone = named.filter((pattern) => !Object.keys(packages).some((name) => matches(name, pattern)));
    expect({ without, gone }).toEqual({ without: [], gone: [] });
  });

  it('run install scripts only where one is allowed by name: none is', () => {
    const scripted = Object.entries(lock.packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(scripted.length).toBeGreaterThan(0);
    expect([...new Set(scripted)].sort()).toEqual(Object.keys(manifest.allowScripts).sort());
    expect(Object.values(manifest.allowScripts).filter((allowed) => allowed)).toEqual([]);
  });

  it('make a bill of materials', () => {
    const npm = process.env['npm_execpath'];
    const args = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'];
    const options = { cwd: new URL('../..', import.meta.url).pathname, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
    const made =
      npm === undefined ? spawnSync('npm', args, options) : spawnSync(process.execPath, [npm, ...args], options);
    const bill = JSON.parse(made.stdout) as { bomFormat: string; components: { name: string; version: string }[] };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
    expect(
      Object.entries(manifest.dependencies).filter(([name, version]) => !listed.has(`${name}@${version}`)),
    ).toEqual([]);
  }, 60_000);
});

describe('what is bundled into functions', () => {
  const bundled = bundledPackages();

  it('is under licences that ask for no more than to be named', () => {
    const permissive = ['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'];
    expect(bundled.length).toBeGreaterThan(10);
    expect(bundled.filter(({ licence }) => !permissive.includes(licence))).toEqual([]);
  });

  it('is listed in docs/dependencies.md', () => {
    const file = new URL('../../docs/dependencies.md', import.meta.url);
    if (process.env['UPDATE_DEPENDENCIES'] !== undefined) writeFileSync(file, licencesDocument(bundled));
    expect(readFileSync(file, 'utf8'), 'Run "UPDATE_DEPENDENCIES=1 npm test" and read what changed').toBe(
      licencesDocument(bundled),
    );
  });
});
