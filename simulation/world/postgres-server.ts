import type { Clock } from '../../sandbox/kernel/clock.ts';
import { accepts } from './passwords.ts';
import type { Change, Content } from './postgres-content.ts';
import { ROLES } from './survey-platform.ts';

/**
 * A session that is idle after two transactions within a second brings the second one's counters to the others only now
 * (PostgreSQL's PGSTAT_IDLE_INTERVAL, as measured in test/sandbox/postgres). Here every write is that second one.
 */
export const FLUSHED_AFTER_MS = 10_000;

/**
 * How long the storage of a restored instance keeps whoever reads its tables waiting: longer than a rollback of the example
 * warms it, so that Settle has something left.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_RestoreFromSnapshot.html ("lazy loading")
 */
const COLD_MS = 100_000;

export class Session {
  readonly pid: number;
  readonly role: string;
  readonly applicationName: string;
  readonly server: Server;
  /** As the database said when it began; a superuser's statement may change it. */
  readOnly: boolean;
  ended = false;

  constructor(server: Server, pid: number, role: string, applicationName: string) {
    this.server = server;
    this.pid = pid;
    this.role = role;
    this.applicationName = applicationName;
    this.readOnly = server.content.readOnly;
  }

  /** @throws Error as PostgreSQL's: the session was ended, the server is gone, the transaction is read-only */
  write(table: string, change: Change, write: number): void {
    if (this.ended || !this.server.running) throw new Error('terminating connection due to administrator command');
    if (this.readOnly) throw new Error('cannot execute INSERT in a read-only transaction');
    this.server.changed(this, table, change, write);
  }

  end(): void {
    this.ended = true;
    this.server.sessions.delete(this);
    this.server.flush(this);
  }
}

interface Unflushed {
  readonly at: number;
  readonly session: Session;
  readonly table: string;
  readonly change: Change;
}

/** One PostgreSQL server in memory: what it holds, who is connected. Its port tells it from the others. */
export class Server {
  readonly port: number;
  readonly content: Content;
  /** The server whose snapshot it was restored from. */
  readonly parent: Server | undefined;
  readonly sessions = new Set<Session>();
  /** Milliseconds of reading until all its blocks have come from S3, and when they had. */
  coldMs: number;
  warmAt: number;
  running = true;
  admitted = true;
  since: string;
  private readonly clock: Clock;
  private unflushed: Unflushed[] = [];
  /** Everything that was committed, in order: the log that a point in time is restored from. */
  private readonly log: { readonly at: number; readonly undo: (content: Content) => void }[] = [];
  private pids = 100;
  /** Who began a session, and when. */
  readonly visits: { readonly at: number; readonly role: string; readonly by: string }[] = [];

  constructor(port: number, content: Content, clock: Clock, parent?: Server) {
    this.port = port;
    this.content = content;
    this.clock = clock;
    this.parent = parent;
    this.coldMs = parent === undefined ? 0 : COLD_MS;
    this.warmAt = parent === undefined ? clock.now() : Number.POSITIVE_INFINITY;
    this.since = new Date(clock.now()).toISOString();
  }

  /**
   * @param password undefined: that of whoever need not be told apart
   * @throws Error with the code of a connection that does not come about
   */
  connect(role: string, applicationName: string, password?: string): Session {
    if (!this.running) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    if (!this.admitted) throw Object.assign(new Error('no pg_hba.conf entry for host'), { code: '28000' });
    if (this.content.shutOut.has(role))
      throw Object.assign(new Error(`role "${role}" is not permitted to log in`), { code: '28000' });
    const kept = this.content.passwords.get(role);
    if (kept !== undefined && password !== undefined && !accepts(kept, password))
      throw Object.assign(new Error(`password authentication failed for user "${role}"`), { code: '28P01' });
    if (this.content.closed && role === ROLES.application)
      throw Object.assign(new Error('permission denied for database'), { code: '42501' });
    const session = new Session(this, this.pids++, role, applicationName);
    this.sessions.add(session);
    this.visits.push({ at: this.clock.now(), role, by: applicationName });
    return session;
  }

  changed(session: Session, table: string, change: Change, write: number): void {
    const { inserted, updated, deleted } = this.content.table(table);
    this.content.apply(table, change, write);
    this.log.push({ at: this.clock.now(), undo: (content) => content.undo(table, change, write) });
    // The row is there at once; the counter follows.
    Object.assign(this.content.table(table), { inserted, updated, deleted });
    this.unflushed.push({ at: this.clock.now(), session, table, change });
  }

  /** How many rows and migrations were committed to it before a time. */
  committedBefore(at: number): number {
    return this.log.filter((committed) => committed.at < at).length;
  }

  /** Reads cold blocks for so long. @returns whether all are warm */
  warm(ms: number): boolean {
    this.coldMs = Math.max(0, this.coldMs - ms);
    if (this.coldMs === 0) this.warmAt = Math.min(this.warmAt, this.clock.now());
    return this.coldMs === 0;
  }

  /** A migration commits. */
  migrated(schema: string): void {
    const before = this.content.schema;
    this.content.schema = schema;
    this.log.push({
      at: this.clock.now(),
      undo: (content) => {
        content.schema = before;
      },
    });
  }

  /** What it held at a time, before any quarantine: what was committed since is undone, the newest first. */
  contentAt(at: number): Content {
    const content = Object.assign(this.content.copy(), { readOnly: false, closed: false, comment: null });
    for (const { at: committed, undo } of this.log.toReversed()) if (committed > at) undo(content);
    return content;
  }

  /** Brings to the counters what is due; all of `session` when it ends. */
  flush(session?: Session): void {
    const due = this.clock.now() - FLUSHED_AFTER_MS;
    this.unflushed = this.unflushed.filter((change) => {
      if (change.at > due && change.session !== session) return true;
      const counter = ({ insert: 'inserted', update: 'updated', delete: 'deleted' } as const)[change.change];
      this.content.table(change.table)[counter]++;
      return false;
    });
  }

  end(): void {
    this.running = false;
    for (const session of [...this.sessions]) session.end();
  }

  // What the sandbox's RDS asks of a server.
  async kill(): Promise<void> {
    this.end();
  }

  async stop(): Promise<void> {
    this.end();
  }

  async start(): Promise<void> {
    this.content.forgetCounters();
    this.since = new Date(this.clock.now()).toISOString();
    this.running = true;
  }

  configure(): void {}

  async admit(everybody: boolean): Promise<void> {
    this.admitted = everybody;
  }

  async query(): Promise<{ n: number }[]> {
    return [{ n: this.sessions.size }];
  }

  async session(_database: string, work: (client: { query(): Promise<void> }) => Promise<void>): Promise<void> {
    await work({ query: async () => {} });
  }
}
