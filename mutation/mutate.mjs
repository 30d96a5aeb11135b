// Makes mistakes in the functions and looks which ones their tests notice: see README.md.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { earlier } from './earlier.mjs';
import { harmless } from './harmless.mjs';
import { page } from './report.mjs';
import { forget, newRun, runs, summed } from './runs.mjs';
import { windows } from './windows.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    mistakes: { type: 'string', default: '500' },
    concurrency: { type: 'string', default: '2' },
    without: { type: 'string', multiple: true, default: [] },
    tests: { type: 'string', multiple: true, default: [] },
    'leave-out': { type: 'string', multiple: true, default: [] },
    'no-constants': { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
    also: { type: 'boolean', default: false },
    stories: { type: 'boolean', default: false },
    together: { type: 'boolean', default: false },
  },
});
const seed = wholeNumber('seed', values.seed);
const mistakes = wholeNumber('mistakes', values.mistakes);
const concurrency = wholeNumber('concurrency', values.concurrency);
const patterns = positionals.length > 0 ? positionals : ['lambdas/**/*.ts'];
const folder = `${root}/.sandbox/mutation`;
/** `<file>:<first line>-<last line>`: exactly there. */
const LINES = /:\d+-\d+$/;

// Anew, unless it adds to what was found.
const adds = values.again || values.also || values.stories || values.together;
if (!adds) forget(folder);
if (values.stories) done(spawnSync(process.execPath, [`${root}/simulation/survivors.ts`], { stdio: 'inherit' }));
else if (!values.together) make();
const { made, noticed, survivors, ...found } = summed(runs(folder));
writeFileSync(`${root}/docs/mutation.md`, page({ ...found, made, noticed, survivors }, root, harmless, earlier));
console.log(`${noticed} of ${made} mistakes were noticed; ${survivors.length} survivors are in docs/mutation.md.`);

function make() {
  install();
  const places = values.again
    ? summed(runs(folder)).survivors.map(({ range }) => range)
    : patterns.every((pattern) => LINES.test(pattern))
      ? patterns
      : windows(root, patterns, mistakes, seed, values.without);
  if (places.length === 0) {
    console.error(`No source file matches ${patterns.join(', ')}; expected globs such as "lambdas/requests/**/*.ts".`);
    process.exit(1);
  }
  const { without, 'leave-out': kinds, again } = values;
  const leftOut = values['no-constants'] ? [...kinds, 'constants of modules'] : kinds;
  const found = newRun(folder, { seed, patterns, without, leftOut, again });
  const config = `${root}/.sandbox/stryker.config.json`;
  mkdirSync(`${root}/.sandbox`, { recursive: true });
  writeFileSync(config, JSON.stringify(configuration(places)));
  const ran = spawnSync(
    process.execPath,
    [`${here}/node_modules/@stryker-mutator/core/bin/stryker.js`, 'run', config],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, MISTAKES_FOUND: found, MISTAKES_TESTS: values.tests.join(' ') },
    },
  );
  done(ran);
}

function configuration(places) {
  return {
    testRunner: 'vitest',
    plugins: [`${here}/node_modules/@stryker-mutator/vitest-runner/dist/src/index.js`, `${here}/as-they-come.mjs`],
    // Of a mistake in a constant it cannot be told which test reaches it: every test of what imports it is run.
    vitest: { configFile: 'mutation/vitest.config.mjs', related: true },
    mutate: places,
    mutator: { excludedMutations: values['leave-out'] },
    coverageAnalysis: 'perTest',
    ignoreStatic: values['no-constants'],
    concurrency,
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'as-they-come'],
    tempDirName: '.sandbox/stryker',
    ignorePatterns: ['.sandbox', 'coverage', 'docs', 'mutation/node_modules'],
    // The compiler is TypeScript 7, which has no such interface; nothing here needs it.
    tsconfigFile: '.sandbox/none.json',
    // A mistake may make a loop endless.
    timeoutMS: 20_000,
    // All tests, on a machine that others use too.
    dryRunTimeoutMinutes: 30,
    allowEmpty: true,
  };
}

function done({ status }) {
  if (status !== 0) process.exit(status ?? 1);
}

function install() {
  if (existsSync(`${here}/node_modules/.package-lock.json`)) return;
  console.log('Installing the mutation tester (once) …');
  const npm = process.env.npm_execpath;
  // Vitest, which its runner asks for, is the project's own.
  const args = ['ci', '--no-audit', '--no-fund', '--legacy-peer-deps', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  if (spawnSync(command, all, { cwd: here, stdio: 'inherit' }).status !== 0) process.exit(1);
}

function wholeNumber(name, given) {
  if (/^\d{1,6}$/.test(given) && Number(given) > 0) return Number(given);
  console.error(`--${name} is "${given}"; expected a whole number from 1 to 999999.`);
  process.exit(1);
}
