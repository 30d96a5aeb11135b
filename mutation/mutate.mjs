// Makes mistakes in the functions and looks which ones their tests notice. `npm run mutate -- [--seed N] [--mistakes N] [glob …]`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { page, summed } from './report.mjs';
import { windows } from './windows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    mistakes: { type: 'string', default: '500' },
  },
});
const seed = wholeNumber('seed', values.seed);
const mistakes = wholeNumber('mistakes', values.mistakes);
const patterns = positionals.length > 0 ? positionals : ['lambdas/**/*.ts'];

if (!existsSync(`${here}/node_modules/.package-lock.json`)) {
  console.log('Installing the mutation tester (once) …');
  const npm = process.env.npm_execpath;
  // Vitest, which its runner asks for, is the project's own.
  const args = ['ci', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  if (spawnSync(command, all, { cwd: here, stdio: 'inherit' }).status !== 0) process.exit(1);
}

const places = windows(root, patterns, mistakes, seed);
if (places.length === 0) {
  console.error(`No source file matches ${patterns.join(', ')}; expected globs such as "lambdas/requests/**/*.ts".`);
  process.exit(1);
}
const report = `${root}/.sandbox/mutation.json`;
mkdirSync(`${root}/.sandbox`, { recursive: true });
writeFileSync(
  `${root}/.sandbox/stryker.config.json`,
  JSON.stringify({
    testRunner: 'vitest',
    plugins: [`${here}/node_modules/@stryker-mutator/vitest-runner/dist/src/index.js`],
    vitest: { configFile: 'mutation/vitest.config.mjs', related: false },
    mutate: places,
    coverageAnalysis: 'perTest',
    concurrency: 2,
    reporters: ['progress', 'json'],
    tempDirName: '.sandbox/stryker',
    jsonReporter: { fileName: report },
    ignorePatterns: ['.sandbox', 'coverage', 'docs', 'mutation/node_modules'],
    // The compiler is TypeScript 7, which has no such interface; nothing here needs it.
    tsconfigFile: '.sandbox/none.json',
    // A mistake may make a loop endless.
    timeoutMS: 20_000,
    allowEmpty: true,
  }),
);
const ran = spawnSync(
  process.execPath,
  [`${here}/node_modules/@stryker-mutator/core/bin/stryker.js`, 'run', `${root}/.sandbox/stryker.config.json`],
  { cwd: root, stdio: 'inherit' },
);
if (ran.status !== 0) process.exit(ran.status ?? 1);
const found = summed(JSON.parse(readFileSync(report, 'utf8')));
writeFileSync(`${root}/docs/mutation.md`, page(found, { seed, patterns }));
console.log(
  `${found.noticed} of ${found.made} mistakes were noticed; ${found.survivors.length} survivors are in docs/mutation.md.`,
);

function wholeNumber(name, given) {
  if (/^\d{1,6}$/.test(given) && Number(given) > 0) return Number(given);
  console.error(`--${name} is "${given}"; expected a whole number from 1 to 999999.`);
  process.exit(1);
}
