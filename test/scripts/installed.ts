import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePackage } from '../../scripts/package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Packs the package, and installs it into an app's folder, as npm would do from a registry: its dependencies are links to
 * those that are installed here.
 * @returns path of its module
 */
export async function installed(app: string): Promise<string> {
  const dist = join(app, 'dist');
  await makePackage(dist);
  run('npm', ['pack', dist, '--pack-destination', app, '--loglevel=error'], app);
  run('tar', ['-xzf', 'knowngood-0.1.0.tgz'], app);
  const modules = join(app, 'node_modules');
  mkdirSync(modules);
  renameSync(join(app, 'package'), join(modules, 'knowngood'));
  for (const name of ['aws-cdk-lib', 'constructs', 'valibot', '@types/node']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  return join(modules, 'knowngood', 'index.js');
}

function run(command: string, args: readonly string[], cwd: string): void {
  const npm = process.env['npm_execpath'];
  const [program, all] = command === 'npm' && npm !== undefined ? [process.execPath, [npm, ...args]] : [command, args];
  const { status, stdout, stderr, error } = spawnSync(program, all, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${error?.message ?? ''}${stdout}${stderr}`);
}
