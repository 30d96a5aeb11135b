import { chown, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { copyTree } from './copy-tree.ts';
import type { PostgresServer } from './server.ts';

interface BackupStop {
  labelfile: string;
  spcmapfile: string;
  first: string;
}

/**
 * Copies a running server's data directory, as `pg_basebackup` does: announce the backup, copy the files as they change,
 * add the write-ahead log of that time, which makes them consistent again. Self-contained: needs no archive to be restored.
 */
export async function takeSnapshot(
  server: PostgresServer,
  folder: string,
  account: Account | undefined,
): Promise<void> {
  await server.session('postgres', async (client) => {
    const { rows } = await client.query<{ old: boolean }>(
      "select current_setting('server_version_num')::int < 150000 as old",
    );
    // Until PostgreSQL 14 by other names; exclusive backups are those of a server that stands still.
    const [start, stop] = rows[0]?.old
      ? ["pg_start_backup('knowngood', true, false)", 'pg_stop_backup(false, false)']
      : ["pg_backup_start('knowngood', fast => true)", 'pg_backup_stop(wait_for_archive => false)'];
    const started = await client.query<{ lsn: string; file: string }>(
      `select lsn, pg_walfile_name(lsn) as file from ${start} as lsn`,
    );
    await copyTree(server.folder, folder, { account, live: true });
    const stopped = await client.query<BackupStop>(`select labelfile, spcmapfile from ${stop}`);
    const label = stopped.rows[0];
    const first = started.rows[0]?.file;
    if (!label || !first) throw new Error('PostgreSQL answered nothing to pg_backup_start or pg_backup_stop');
    await forgetTheProcess(folder);
    await copyLog(join(server.folder, 'pg_wal'), join(folder, 'pg_wal'), first);
    await writeFile(join(folder, 'backup_label'), label.labelfile);
    if (label.spcmapfile) await writeFile(join(folder, 'tablespace_map'), label.spcmapfile);
    await writeFile(join(folder, 'recovery.signal'), '');
    if (account) await handOver(folder, account);
  });
}

/** Files that speak of the running process, not of the data. */
async function forgetTheProcess(folder: string): Promise<void> {
  for (const file of ['postmaster.pid', 'postmaster.opts', 'recovery.signal'])
    await rm(join(folder, file), { force: true });
}

/** The log from the backup's first segment on, and the histories of timelines (a restored server starts a new one). */
async function copyLog(from: string, to: string, first: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await mkdir(join(to, 'archive_status'), { recursive: true });
  for (const name of await readdir(from)) {
    const segment = /^[0-9A-F]{24}$/.test(name) && name.slice(8) >= first.slice(8);
    if (segment || name.endsWith('.history')) await copyFile(join(from, name), join(to, name));
  }
}

/** Gives a copy of a data directory the whole log of the server it was copied from, and marks it for recovery. */
export async function replayable(folder: string, source: string, account: Account | undefined): Promise<void> {
  await forgetTheProcess(folder);
  await copyLog(join(source, 'pg_wal'), join(folder, 'pg_wal'), '0'.repeat(24));
  await writeFile(join(folder, 'recovery.signal'), '');
  if (account) await handOver(folder, account);
}

async function handOver(folder: string, account: Account): Promise<void> {
  const log = join(folder, 'pg_wal');
  const inLog = (await readdir(log)).map((name) => join(log, name));
  const written = ['backup_label', 'tablespace_map', 'recovery.signal', 'pg_wal'].map((name) => join(folder, name));
  for (const file of [...written, ...inLog]) {
    await chown(file, account.uid, account.gid).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // Only a cluster with tablespaces has a tablespace_map.
    });
  }
}
