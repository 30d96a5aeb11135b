import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { build as buildCommand, buildExport } from '../cli/build.mjs';
import { build } from '../lib/bundles/build.ts';

/**
 * Makes the package (`npm run package`, into `dist/package`): the construct as one module with its types, every function's
 * bundle, the command, and a manifest whose only dependency besides the CDK is the schema's library.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** @param folder made anew */
export async function makePackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: root,
    entryPoints: ['lib/index.ts'],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  declarations(folder);
  cpSync(build(), join(folder, 'functions'), { recursive: true });
  await buildCommand(join(folder, 'knowngood.cjs'));
  await buildExport(join(folder, 'lost-writes.cjs'));
  for (const [from, to] of [
    ['LICENSE', 'LICENSE'],
    ['docs/construct.md', 'README.md'],
    ['docs/dependencies.md', 'dependencies.md'],
    ['docs/api.md', 'api.md'],
  ] as const)
    writeFileSync(join(folder, to), withoutLinks(read(from)));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
}

/** Links to files of this repository lead nowhere in the package. */
const withoutLinks = (text: string): string => text.replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1');

function manifest() {
  const { name, version, description, license, dependencies, devDependencies } = JSON.parse(
    read('package.json'),
  ) as Manifest;
  return {
    ...{ name, version, description, license, type: 'module' },
    bin: { knowngood: './knowngood.cjs' },
    exports: { '.': { types: './types/index.d.ts', default: './index.js' } },
    engines: { node: '>=20' },
    peerDependencies: {
      'aws-cdk-lib': `^${devDependencies['aws-cdk-lib']}`,
      constructs: `^${devDependencies['constructs']}`,
    },
    dependencies: { valibot: dependencies['valibot'] },
  };
}

/** Types of what is exported, and of what these name, and of nothing else. */
function declarations(folder: string): void {
  const all = mkdtempSync(join(tmpdir(), 'knowngood-types-'));
  try {
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, ['-p', 'tsconfig.package.json', '--outDir', all], {
      cwd: root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`The types could not be made:\n${stdout}`);
    const copied = new Set<string>();
    const copy = (file: string): void => {
      if (copied.has(file)) return;
      copied.add(file);
      const text = readFileSync(join(all, 'lib', file), 'utf8');
      const to = join(folder, 'types', file);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(
        to,
        text.replace(RELATIVE, (_, before: string, path: string) => `${before}${path}.js'`),
      );
      for (const [, , path] of text.matchAll(RELATIVE)) copy(`${join(dirname(file), path ?? '')}.d.ts`);
    };
    copy('index.d.ts');
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

/** A module of ours, without its ending. */
const RELATIVE = /((?:from |import\()')(\.[^']+)\.ts'/g;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await makePackage(join(root, 'dist', 'package'));
  console.log('Made the package in dist/package. Pack it with: npm pack ./dist/package');
}
