// Shows whether this checkout synthesizes what another commit does: `npm run compare -- <commit>` (default HEAD~1). For
// moves and renames, which must change nothing that is deployed. Compared byte by byte: every template, and the code of every
// function's bundle. A bundle's source map names source files, which do move: templates name bundles by a hash of code and
// map together, so those hashes are put aside and the code itself is compared.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commit = process.argv[2] ?? 'HEAD~1';
const before = mkdtempSync(join(tmpdir(), 'knowngood-compare-'));
const tree = join(before, 'tree');

try {
  run('git', ['worktree', 'add', '--quiet', '--detach', tree, commit], root);
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  const [theirs, ours] = [tree, root].map(synthesized);
  const names = [...new Set([...theirs.keys(), ...ours.keys()])].sort();
  const different = names.filter((name) => theirs.get(name) !== ours.get(name));
  for (const name of different)
    console.log(`${name}: ${!theirs.has(name) ? 'only here' : !ours.has(name) ? `only in ${commit}` : 'differs'}`);
  const templates = names.filter((name) => name.endsWith('.template.json')).length;
  console.log(
    `${names.length - different.length} of ${names.length} are the same to the byte (${templates} templates, ${names.length - templates} functions and definitions).`,
  );
  process.exitCode = different.length === 0 ? 0 : 1;
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', tree], { cwd: root });
  rmSync(before, { recursive: true, force: true });
}

/** Name -> content, of every template, the code of every function and the definition of every workflow of the synthesis of `folder`. */
function synthesized(folder) {
  const output = mkdtempSync(join(before, 'cdk.out-'));
  const bin = join(root, 'node_modules', '.bin');
  const options = ['--quiet', '--no-notices', '--no-version-reporting', '--no-asset-metadata', '--no-path-metadata'];
  const app = existsSync(join(folder, 'bin/sandbox.ts')) ? ['--app', 'node bin/sandbox.ts'] : [];
  run(join(bin, 'cdk'), ['synth', ...options, ...app, '--output', output], folder, `${bin}:${process.env.PATH}`);
  const found = new Map();
  const codes = new Map();
  for (const name of readdirSync(output)) {
    if (!name.startsWith('asset.')) continue;
    // A definition is a file; the code of a function is in a folder.
    const code = readFileSync(name.endsWith('.json') ? join(output, name) : join(output, name, 'index.mjs'), 'utf8');
    codes.set(name.split('.')[1], createHash('sha256').update(code).digest('hex'));
  }
  for (const name of readdirSync(output).filter((file) => file.endsWith('.template.json'))) {
    const text = readFileSync(join(output, name), 'utf8');
    const { Resources } = JSON.parse(text);
    for (const { Type, Properties } of Object.values(Resources)) {
      const key = Properties?.Code?.S3Key ?? Properties?.DefinitionS3Location?.Key;
      if (!['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'].includes(Type) || key === undefined) continue;
      const [hash] = String(key).split('.');
      const { FunctionName, StateMachineName } = Properties;
      const of = `${name.replace('.template.json', '')} ${FunctionName ?? StateMachineName}`;
      found.set(of, codes.get(hash) ?? 'missing');
    }
    found.set(
      name,
      [...codes.keys()].reduce((rest, hash) => rest.replaceAll(hash, '(asset)'), text),
    );
  }
  return found;
}

function run(command, args, cwd, PATH = process.env.PATH) {
  const env = { ...process.env, PATH, CDK_DISABLE_CLI_TELEMETRY: '1' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stdout + stderr}`);
}
