// Runs an entry of this project on a fresh clone with any Node >= 20: installs what is missing, then goes on with the
// project's own Node 24 (a pinned package per platform, no install script).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const entries = {
  start: [['synth'], ['node', 'sandbox/start/start.ts']],
  sandbox: [['synth'], ['node', 'sandbox/start/keep.ts']],
  synth: [['synth']],
  test: [['tsc', '-p', '.'], ['biome', 'ci', '.'], ['synth'], ['vitest', 'run']],
};
const synth = [
  'cdk',
  'synth',
  '--quiet',
  '--no-notices',
  '--no-version-reporting',
  '--no-asset-metadata',
  '--no-path-metadata',
];

const name = process.argv[2] ?? '';
const steps = entries[name];
if (steps === undefined) fail(`There is no entry "${name}"; expected one of ${Object.keys(entries).join(', ')}.`);

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  console.log('Installing what this project needs (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = npm ? run(process.execPath, [npm, ...args]) : run('npm', args);
  if (installed !== 0)
    fail(
      'npm could not install the packages. Look at its message above; most often the package registry cannot be reached. Nothing was started.',
    );
}
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
  const status = run(join(bin, command), [...args, ...given], quiet);
  if (status !== 0) process.exit(status);
}

// Quiet: what the command says (the CDK's notices) is shown only when it fails.
function run(command, args, quiet = false) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, CDK_DISABLE_CLI_TELEMETRY: '1' };
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit';
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: root, stdio, env });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (quiet && status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status ?? 1;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
