// Runs an entry of this project on a fresh clone with any Node >= 20: installs what is missing, then goes on with the
// project's own Node 24 (a pinned package per platform, no install script).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reasonOf } from './npm-reason.mjs';
import { removeStale } from './stale.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
// The simulation's threads take all cores: one thread more that collects and compiles behind them is enough.
const ONE_BEHIND = '--v8-pool-size=1';
const entries = {
  start: [['synth'], ['node', 'play/start.ts']],
  'game-day': [['synth'], ['node', 'play/game-day.ts']],
  sandbox: [['synth'], ['node', 'play/keep.ts']],
  simulate: [['synth'], ['node', ONE_BEHIND, 'simulation/simulate.ts']],
  synth: [['synth']],
  check: [['tsc', '-p', '.'], ['biome', 'ci', '.'], ['synth'], ['vitest', 'run', '--project', 'unit']],
  coverage: [['vitest', 'run', '--coverage', 'test/lambdas']],
  compare: [['node', 'scripts/compare-synthesis.mjs']],
  knowngood: [
    ['node', 'cli/build.mjs'],
    ['node', 'dist/knowngood.cjs'],
  ],
  'lost-writes': [['node', 'scripts/lost-writes.ts']],
  'show-restore': [['node', 'test/show/show.ts']],
  package: [['node', 'scripts/package.ts']],
  bench: [['synth'], ['node', ONE_BEHIND, 'bench/bench.ts']],
  where: [['node', 'scripts/where.ts']],
  mutate: [['synth'], ['node', 'mutation/mutate.mjs']],
  'mutate-workflows': [['synth'], ['node', 'simulation/mistakes.ts']],
  test: [['tsc', '-p', '.'], ['biome', 'ci', '.'], ['synth'], ['node', 'scripts/tests.ts']],
};
// The sandbox's own stacks beside those of config/, which alone are what `cdk deploy` sees.
const synth = ['cdk', 'synth', '--quiet', '--app', 'node bin/sandbox.ts'];

const name = process.argv[2] ?? '';
const steps = entries[name];
if (steps === undefined) fail(`There is no entry "${name}"; expected one of ${Object.keys(entries).join(', ')}.`);

let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // Ctrl-C reaches the child by itself; whoever sends a signal to this process alone means the child.
  process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child?.kill(signal)));
}

// npm that was killed can tell nobody; its script (`exec`: no shell between) sees that it has another parent. Milliseconds.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child?.kill('SIGTERM'), 500).unref();

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) await install();
if (!existsSync(join(bin, 'node'))) {
  fail(
    `There is no Node 24 for ${process.platform}-${process.arch} among this project's packages; expected linux-x64, linux-arm64, darwin-x64 or darwin-arm64. Remove node_modules and try again.`,
  );
}
for (const step of steps) {
  const quiet = step[0] === 'synth';
  const [command, ...args] = quiet ? synth : step;
  if (quiet) console.log('Synthesizing the stacks to cdk.out …');
  const given = !quiet && step === steps.at(-1) ? process.argv.slice(3) : [];
  const { status, said } = await run(join(bin, command), [...args, ...given], {
    quiet,
    // A sandbox notices by this channel that this process is gone, even if it was killed.
    channel: command === 'node',
  });
  // What the CDK says (its notices) is shown only when it fails.
  if (quiet && status !== 0) process.stderr.write(said);
  if (quiet && status === 0) removeStale(join(root, 'cdk.out'));
  if (status !== 0) process.exit(status);
}

async function install() {
  console.log('Installing what this project needs (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, all] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status, said } = await run(command, all, { quiet: true });
  if (status === 0) return;
  mkdirSync(join(root, '.sandbox'), { recursive: true });
  const log = join(root, '.sandbox', 'npm-ci.log');
  writeFileSync(log, said);
  fail(
    `npm could not install the packages: ${reasonOf(said)}. Nothing was started; what npm said is in ${relative(process.cwd(), log)}.`,
  );
}

/** Resolves with the exit status (128 + 1 for a signal) and, quiet, what was said. */
function run(command, args, { quiet = false, channel = false } = {}) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, CDK_DISABLE_CLI_TELEMETRY: '1' };
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit', ...(channel ? ['ipc'] : [])];
  return new Promise((resolve) => {
    let said = '';
    child = spawn(command, args, { cwd: root, stdio, env });
    const hear = (data) => {
      said += data;
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => fail(`${command} could not be started: ${error.message}`));
    child.once('close', (code) => resolve({ status: code ?? 129, said }));
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
