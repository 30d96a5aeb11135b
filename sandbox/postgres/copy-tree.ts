import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Account } from './account.ts';

const run = promisify(execFile);

/**
 * Copies a folder; `to` must not exist. Shares blocks where the file system can (APFS, XFS, btrfs). `cp` complains of files
 * that vanish while it reads a live data directory; those are in the write-ahead log, so `live` lets that pass.
 */
export async function copyTree(
  from: string,
  to: string,
  { account, live = false }: { account?: Account | undefined; live?: boolean } = {},
): Promise<void> {
  const flags = process.platform === 'darwin' ? ['-Rcp'] : ['-a', '--reflink=auto'];
  try {
    await run('cp', [...flags, from, to], account ? { uid: account.uid, gid: account.gid } : {});
  } catch (error) {
    const complaints = String((error as { stderr?: string }).stderr ?? error).trim();
    const onlyVanished = complaints.split('\n').every((line) => line.includes('No such file or directory'));
    if (!live || !onlyVanished) throw new Error(`copying ${from} to ${to}: ${complaints}`, { cause: error });
  }
}
