import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, serverAccount } from './account.ts';
import { copyTree } from './copy-tree.ts';
import { dataFolder } from './data-folder.ts';
import { asServer, type Prepared, prepared, SUPERUSER, serversFolder } from './prepared.ts';
import { PostgresServer, type ServerSettings } from './server.ts';
import { replayable, takeSnapshot } from './snapshot.ts';

/** A snapshot on disk: a data directory and the log that makes it consistent. */
export interface Snapshot {
  readonly folder: string;
}

/**
 * The PostgreSQL servers of one sandbox: their binaries and an empty database to start from in one folder, their data and
 * snapshots in another. The servers' user can reach both; `close()` or the end of the process removes them.
 */
export class PostgresHost {
  private readonly root: string;
  private readonly data: string;
  private readonly made: Prepared;
  private readonly account: Account | undefined;
  private readonly servers = new Set<PostgresServer>();
  private counter = 0;

  private constructor(root: string, data: string, made: Prepared, account: Account | undefined) {
    this.root = root;
    this.data = data;
    this.made = made;
    this.account = account;
  }

  /** @throws PostgresUnavailable with one line that says what to do, if PostgreSQL cannot run on this machine. */
  static async open(): Promise<PostgresHost> {
    const account = serverAccount();
    const root = await serversFolder(account);
    const data = await serversFolder(account, await dataFolder());
    try {
      return new PostgresHost(root, data, await prepared(root, account), account);
    } catch (error) {
      await removeAll([root, data]);
      throw error;
    }
  }

  /** An empty server, started. */
  async create(settings: ServerSettings = {}): Promise<PostgresServer> {
    const folder = this.newFolder('data');
    await copyTree(this.made.template, folder, { account: this.account });
    return this.serve(folder, settings, {});
  }

  /** A copy of a running server at one moment, taken without disturbing it. */
  async snapshot(server: PostgresServer): Promise<Snapshot> {
    const folder = this.newFolder('snapshot');
    await takeSnapshot(server, folder, this.account);
    return { folder };
  }

  /** A new server with the snapshot's data; the snapshot can be restored again. */
  async restore(snapshot: Snapshot, settings: ServerSettings = {}): Promise<PostgresServer> {
    const folder = this.newFolder('data');
    await copyTree(snapshot.folder, folder, { account: this.account });
    // Replay to the moment the copy was complete, and no further: later writes do not belong to the snapshot.
    return this.serve(folder, settings, {
      restore_command: 'false',
      recovery_target: 'immediate',
      recovery_target_action: 'promote',
      hot_standby: 'off',
    });
  }

  /**
   * A new server with a server's data at one time: `base`, a copy of it from before (undefined: as it was made), and the log
   * since then, which the server still keeps.
   * @param at wall time
   */
  async restoreTo(server: PostgresServer, base: Snapshot | undefined, at: number, settings: ServerSettings = {}) {
    // Recovery to a time needs something committed after it. A server that is down has nothing after its end.
    if (server.running) await server.query("select pg_logical_emit_message(true, 'knowngood', '')");
    const target = {
      recovery_target_time: new Date(at).toISOString().replace('Z', '+00'),
      recovery_target_action: 'promote',
    };
    const serve = async (recovery: ServerSettings) => {
      const folder = this.newFolder('data');
      await copyTree(base?.folder ?? this.made.template, folder, { account: this.account });
      await replayable(folder, server.folder, this.account);
      return await this.serve(folder, settings, { restore_command: 'false', hot_standby: 'off', ...recovery });
    };
    try {
      return await serve(target);
    } catch (error) {
      if (!String(error).includes('before configured recovery target was reached')) throw error;
      return await serve({});
    }
  }

  /** Names of the settings PostgreSQL knows, which a parameter group may hold. */
  async parameterNames(): Promise<ReadonlySet<string>> {
    const { stdout } = await asServer({ ...this.made, root: this.root, account: this.account }, 'postgres', [
      '--describe-config',
    ]);
    return new Set(stdout.split('\n').map((line) => line.split('\t')[0] ?? ''));
  }

  /** Names of the libraries that `shared_preload_libraries` could load. */
  async libraries(): Promise<ReadonlySet<string>> {
    const files = await readdir(join(this.made.bin, '../lib/postgresql'));
    return new Set(files.map((file) => file.replace(/\.(so|dylib)$/, '')));
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers].map((server) => server.kill()));
    await removeAll([this.root, this.data]);
  }

  private newFolder(kind: string): string {
    this.counter += 1;
    return join(this.data, `${kind}-${this.counter}`);
  }

  private async serve(folder: string, settings: ServerSettings, recovery: ServerSettings): Promise<PostgresServer> {
    const server = new PostgresServer({
      program: join(this.made.bin, 'postgres'),
      folder,
      account: this.account,
      superuser: { user: SUPERUSER, password: this.made.password },
      settings,
    });
    this.servers.add(server);
    await server.start(recovery);
    return server;
  }
}

const removeAll = async (folders: readonly string[]): Promise<void> => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
};
