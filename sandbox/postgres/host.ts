import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { removeAtEnd } from '../processes/guard.ts';
import { type Account, serverAccount } from './account.ts';
import { copyBinaries } from './binaries.ts';
import { copyTree } from './copy-tree.ts';
import { PostgresServer, type ServerSettings } from './server.ts';
import { replayable, takeSnapshot } from './snapshot.ts';
import { PostgresUnavailable } from './unavailable.ts';

const run = promisify(execFile);

/** The superuser, who owns everything; as in RDS, no user of the service ever becomes it. */
export const SUPERUSER = 'rdsadmin';

/** A snapshot on disk: a data directory and the log that makes it consistent. */
export interface Snapshot {
  readonly folder: string;
}

/**
 * The PostgreSQL servers of one sandbox: their binaries, an empty database to start from, their data and snapshots.
 * Everything is below one folder that the servers' user can reach, removed by `close()` or when the process ends.
 */
export class PostgresHost {
  private readonly root: string;
  private readonly bin: string;
  private readonly account: Account | undefined;
  private readonly password: string;
  private readonly servers = new Set<PostgresServer>();
  private counter = 0;

  private constructor(root: string, bin: string, account: Account | undefined, password: string) {
    this.root = root;
    this.bin = bin;
    this.account = account;
    this.password = password;
  }

  /** @throws PostgresUnavailable with one line that says what to do, if PostgreSQL cannot run on this machine. */
  static async open(): Promise<PostgresHost> {
    const account = serverAccount();
    const root = await mkdtemp(join(tmpdir(), 'knowngood-postgres-')).catch((error: Error) => {
      throw new PostgresUnavailable(error.message, 'set TMPDIR to a folder that exists and can be written');
    });
    removeAtEnd(root);
    try {
      await chmod(root, 0o755);
      if (account) await chown(root, account.uid, account.gid);
      const host = new PostgresHost(root, await copyBinaries(root), account, randomBytes(16).toString('hex'));
      await host.initialize();
      return host;
    } catch (error) {
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** An empty server, started. */
  async create(settings: ServerSettings = {}): Promise<PostgresServer> {
    const folder = this.newFolder('data');
    await copyTree(this.template, folder, { account: this.account });
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
      await copyTree(base?.folder ?? this.template, folder, { account: this.account });
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
    const { stdout } = await this.asServer('postgres', ['--describe-config']);
    return new Set(stdout.split('\n').map((line) => line.split('\t')[0] ?? ''));
  }

  /** Names of the libraries that `shared_preload_libraries` could load. */
  async libraries(): Promise<ReadonlySet<string>> {
    const files = await readdir(join(this.bin, '../lib/postgresql'));
    return new Set(files.map((file) => file.replace(/\.(so|dylib)$/, '')));
  }

  async close(): Promise<void> {
    await Promise.all([...this.servers].map((server) => server.kill()));
    await rm(this.root, { recursive: true, force: true });
  }

  private get template(): string {
    return join(this.root, 'template');
  }

  private newFolder(kind: string): string {
    this.counter += 1;
    return join(this.root, `${kind}-${this.counter}`);
  }

  private async initialize(): Promise<void> {
    const passwordFile = join(this.root, 'password');
    await writeFile(passwordFile, this.password, { mode: 0o600 });
    if (this.account) await chown(passwordFile, this.account.uid, this.account.gid);
    await mkdir(this.template, { mode: 0o700 });
    if (this.account) await chown(this.template, this.account.uid, this.account.gid);
    try {
      await this.asServer('initdb', [
        ...['-D', this.template, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        // A laptop's sandbox is thrown away: nothing is lost by not waiting for its disk. Small segments make small snapshots.
        ...['--no-sync', '--locale=C', '-E', 'UTF8', '--wal-segsize=1'],
      ]);
    } catch (error) {
      const said = String((error as { stderr?: string }).stderr || error).trim();
      const whatToDo = this.account
        ? `see that user "${this.account.name}" can reach ${this.root} (set TMPDIR to a folder open to it), or do not run as root`
        : `see that ${this.root} can be written and holds programs that may run (set TMPDIR to another folder)`;
      throw new PostgresUnavailable(said, whatToDo);
    }
  }

  private asServer(program: string, args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
    return run(join(this.bin, program), args, {
      cwd: this.root,
      env: { LC_ALL: 'C', TZ: 'UTC', PATH: `${this.bin}:/usr/bin:/bin` },
      maxBuffer: 16 * 2 ** 20,
      ...(this.account ? { uid: this.account.uid, gid: this.account.gid } : {}),
    });
  }

  private async serve(folder: string, settings: ServerSettings, recovery: ServerSettings): Promise<PostgresServer> {
    const server = new PostgresServer({
      program: join(this.bin, 'postgres'),
      folder,
      account: this.account,
      superuser: { user: SUPERUSER, password: this.password },
      settings,
    });
    this.servers.add(server);
    await server.start(recovery);
    return server;
  }
}
