import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Who may import whom (docs/architecture.md). */
const root = fileURLToPath(new URL('..', import.meta.url));

/** `lambdas/<subject>/<step>/<file>`; files beside the steps are what the steps of a subject share. */
const IN_A_STEP = /^lambdas\/[^/]+\/[^/]+\//;

interface Import {
  readonly from: string;
  /** Path from the project's root, or a package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

function importsOf(folder: string): Import[] {
  const files = (readdirSync(join(root, folder), { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) => {
    const from = join(folder, file);
    const text = readFileSync(join(root, from), 'utf8');
    return [...text.matchAll(/^import\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)].map(([, type, target = '']) => ({
      from,
      to: target.startsWith('.') ? relative(root, join(root, dirname(from), target)) : target,
      typeOnly: type !== undefined,
    }));
  });
}
const described = (found: readonly Import[]): string[] => found.map(({ from, to }) => `${from} imports ${to}`);

describe('imports', () => {
  it('the sandbox knows nothing of the control plane but its template', () => {
    const imports = importsOf('sandbox');
    expect(imports.length).toBeGreaterThan(100);
    expect(described(imports.filter(({ to }) => /^(lib|lambdas|config|bin)\//.test(to)))).toEqual([]);
  });

  it('the console and the play know the sandbox, and nothing of the control plane', () => {
    for (const house of ['console', 'play']) {
      const imports = importsOf(house);
      expect(imports.length).toBeGreaterThan(20);
      expect(described(imports.filter(({ to }) => /^(lib|lambdas|config|bin|simulation)\//.test(to)))).toEqual([]);
    }
    expect(described(importsOf('sandbox').filter(({ to }) => /^(console|play)\//.test(to)))).toEqual([]);
  });

  it('only the simulation, and its tests, bring functions and service models together', () => {
    const imports = importsOf('simulation');
    const to = (folder: string) => imports.filter((i) => i.to.startsWith(`${folder}/`));
    expect(to('sandbox').length).toBeGreaterThan(20);
    // Handlers are bundled from their sources, as a mutation needs; what is imported of them are types, and the model's words.
    const acting = to('lambdas').filter((i) => !i.typeOnly && !i.to.startsWith('lambdas/model/'));
    expect(described(acting)).toEqual([]);
    expect(described([...to('lib'), ...to('config'), ...to('bin'), ...to('test')])).toEqual([]);
    for (const folder of ['lib', 'lambdas', 'sandbox', 'console', 'play', 'bin', 'config', 'examples'])
      expect(described(importsOf(folder).filter((i) => i.to.startsWith('simulation/')))).toEqual([]);
  });

  it('the functions know nothing of the CDK, the configuration or the sandbox', () => {
    const imports = importsOf('lambdas');
    expect(
      described(
        imports.filter(
          ({ to }) => /^(lib|config|sandbox|console|play|bin|examples)\//.test(to) || to.startsWith('aws-cdk'),
        ),
      ),
    ).toEqual([]);
  });

  it('the command line takes rules from the functions, lines from the progress, and nothing of the CDK or a sandbox', () => {
    const imports = importsOf('cli');
    expect(imports.length).toBeGreaterThan(100);
    const values = imports.filter(({ typeOnly }) => !typeOnly);
    const foreign = values.filter(
      ({ to }) =>
        /^(config|sandbox|play|bin|examples|simulation|test)\//.test(to) ||
        to.startsWith('aws-cdk') ||
        (to.startsWith('lib/') && !to.startsWith('lib/configuration/')) ||
        (to.startsWith('console/') && !to.startsWith('console/progress/')),
    );
    expect(described(foreign)).toEqual([]);
    for (const folder of ['lib', 'lambdas', 'sandbox', 'console', 'play', 'bin', 'simulation'])
      expect(described(importsOf(folder).filter(({ to }) => to.startsWith('cli/')))).toEqual([]);
  });

  it('what runs at synthesis takes from the functions types, words, limits and marks alone', () => {
    const values = importsOf('lib').filter(({ to, typeOnly }) => to.startsWith('lambdas/') && !typeOnly);
    const others = values.filter(
      ({ to }) =>
        !to.startsWith('lambdas/model/') &&
        !['lambdas/maintenance/page.ts', 'lambdas/messages/criteria.ts'].includes(to),
    );
    expect(described(others)).toEqual([]);
  });

  it('the words and limits of the model are values alone: they import nothing that acts', () => {
    const imports = importsOf('lambdas/model').filter(({ typeOnly }) => !typeOnly);
    expect(described(imports.filter(({ to }) => !to.startsWith('lambdas/model/')))).toEqual([]);
  });

  it('a pure core calls no AWS: only handlers and what they share import an SDK client as a value', () => {
    const cores = importsOf('lambdas').filter(
      ({ from }) => IN_A_STEP.test(from) && !/\/(handler|contract)\.ts$/.test(from),
    );
    expect(cores.length).toBeGreaterThan(20);
    expect(
      described(cores.filter(({ to, typeOnly }) => !typeOnly && (to.startsWith('@aws-sdk/') || to === 'pg'))),
    ).toEqual([]);
  });

  it('no core reads a clock or the environment', () => {
    const files = globSync('lambdas/*/*/*.ts', { cwd: root });
    expect(files.length).toBeGreaterThan(100);
    const reading = files.filter((file) =>
      /Date\.now\(|new Date\(\)|process\.env/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(reading).toEqual([]);
  });
});
