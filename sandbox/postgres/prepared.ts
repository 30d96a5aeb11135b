import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { removeAtEnd } from '../processes/guard.ts';
import type { Account } from './account.ts';
import { copyBinaries, OTHER_VERSION } from './binaries.ts';
import { PostgresUnavailable } from './unavailable.ts';

const run = promisify(execFile);

/** The superuser, who owns everything; as in RDS, no user of the service ever becomes it. */
export const SUPERUSER = 'rdsadmin';

/** What a server is made from: PostgreSQL's binaries, and an empty database. Nothing changes it. */
export interface Prepared {
  readonly bin: string;
  /** Data directory of the empty database. */
  readonly template: string;
  /** Of the superuser. */
  readonly password: string;
}

/** An environment variable: a folder, open to us alone, in which the first sandbox of many leaves it for the others. */
export const SHARED_BY = 'KNOWNGOOD_SANDBOX_POSTGRES';

/** Whoever makes it has ended without a word after this long. */
const LONGEST_MS = 60_000;
const LOOK_MS = 50;

/**
 * Makes a folder in another that the servers' user can reach. It goes when the process ends.
 * @throws PostgresUnavailable
 */
export async function serversFolder(account: Account | undefined, within = tmpdir()): Promise<string> {
  const root = await mkdtemp(join(within, 'knowngood-postgres-')).catch((error: Error) => {
    throw new PostgresUnavailable(error.message, 'set TMPDIR to a folder that exists and can be written');
  });
  removeAtEnd(root);
  await chmod(root, 0o755);
  if (account) await chown(root, account.uid, account.gid);
  return root;
}

/** Makes it in `root`, or takes what another sandbox has made in the folder that {@link SHARED_BY} names. */
export async function prepared(root: string, account: Account | undefined): Promise<Prepared> {
  const shared = process.env[SHARED_BY];
  return (shared === undefined ? undefined : await sharedIn(shared, account)) ?? (await prepare(root, account));
}

/** One for each version of PostgreSQL. */
const sharedName = (): string =>
  createHash('sha256')
    .update(process.env[OTHER_VERSION] ?? '')
    .digest('hex')
    .slice(0, 16);

/** Undefined: somebody else makes it and does not come to an end. */
async function sharedIn(shared: string, account: Account | undefined): Promise<Prepared | undefined> {
  const made = join(shared, sharedName());
  const ready = `${made}.json`;
  const first = await mkdir(made).then(
    () => true,
    () => false,
  );
  if (first) {
    if (account) await chown(made, account.uid, account.gid);
    const mine = await prepare(made, account);
    await writeFile(`${ready}.new`, JSON.stringify(mine), { mode: 0o600 });
    await rename(`${ready}.new`, ready);
    return mine;
  }
  const until = performance.now() + LONGEST_MS;
  while (!existsSync(ready) && performance.now() < until) await pause(LOOK_MS);
  return existsSync(ready) ? (JSON.parse(readFileSync(ready, 'utf8')) as Prepared) : undefined;
}

async function prepare(root: string, account: Account | undefined): Promise<Prepared> {
  const bin = await copyBinaries(root);
  const template = join(root, 'template');
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(root, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(template, { mode: 0o700 });
  if (account) for (const path of [passwordFile, template]) await chown(path, account.uid, account.gid);
  try {
    await asServer({ bin, root, account }, 'initdb', [
      ...['-D', template, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      // A laptop's sandbox is thrown away: nothing is lost by not waiting for its disk. Small segments make small snapshots.
      ...['--no-sync', '--locale=C', '-E', 'UTF8', '--wal-segsize=1'],
    ]);
  } catch (error) {
    const said = String((error as { stderr?: string }).stderr || error).trim();
    const whatToDo = account
      ? `see that user "${account.name}" can reach ${root} (set TMPDIR to a folder open to it), or do not run as root`
      : `see that ${root} can be written and holds programs that may run (set TMPDIR to another folder)`;
    throw new PostgresUnavailable(said, whatToDo);
  } finally {
    await rm(passwordFile, { force: true });
  }
  return { bin, template, password };
}

/** Runs one of PostgreSQL's programs as the servers' user. */
export function asServer(
  { bin, root, account }: { readonly bin: string; readonly root: string; readonly account: Account | undefined },
  program: string,
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  return run(join(bin, program), args, {
    cwd: root,
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: `${bin}:/usr/bin:/bin` },
    maxBuffer: 16 * 2 ** 20,
    ...(account ? { uid: account.uid, gid: account.gid } : {}),
  });
}
