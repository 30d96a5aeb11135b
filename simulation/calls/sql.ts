import pg from 'pg';
import type { Session } from '../world/postgres-server.ts';
import { callOf } from './call.ts';
import { never } from './caller.ts';
import { asked } from './current.ts';
import { denied, timedOut } from './errors.ts';
import { statement } from './sql-statements.ts';

interface Config {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly application_name: string;
}
interface Result {
  readonly rows: readonly Record<string, unknown>[];
}

const LATENCY_MS = [1, 8] as const;
const CONNECT_TIMEOUT_MS = 5_000;
/** As the step that warms sets it. */
const STATEMENT_MS = 4_000;

/** Puts the world's databases behind `pg.Client`. */
export function interceptSql(): void {
  Object.assign(pg, { Client: MemoryClient });
}

/** As much of `pg.Client` as the handlers use. A statement it does not know is refused by name. */
class MemoryClient {
  private readonly config: Config;
  private session: Session | undefined;

  constructor(config: Config) {
    this.config = config;
  }

  on(): this {
    return this;
  }

  async connect(): Promise<void> {
    const { to } = asked('Connect');
    await this.answer('Connect', this.config.host, () => {
      const server = to.postgres.at(this.config.port);
      if (server === undefined) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      this.session = server.connect(this.config.user, this.config.application_name, this.config.password);
    });
  }

  async query(config: string | { readonly text: string }, values: readonly unknown[] = []): Promise<Result> {
    const text = typeof config === 'string' ? config : config.text;
    if (/^SELECT pg_prewarm\(/.test(text)) await this.readCold();
    return await this.answer('Query', text, () => {
      const { session } = this;
      if (session === undefined || session.ended)
        throw new Error('Client has encountered a connection error and is not queryable');
      return { rows: statement(text.trim().replace(/\s+/g, ' '), values, session, asked(text).to.damaged) };
    });
  }

  /** Blocks of a restored instance come from S3 while a statement waits, for as long as it may. */
  private async readCold(): Promise<void> {
    const { session } = this;
    if (session === undefined || session.server.coldMs === 0) return;
    const { to, by } = asked('Query');
    const ms = Math.min(session.server.coldMs, STATEMENT_MS);
    await to.clock.sleep(ms);
    if (by.killed) await never();
    if (!session.server.warm(ms))
      throw Object.assign(new pg.DatabaseError('canceling statement due to statement timeout', 0, 'error'), {
        code: '57014',
      });
  }

  async end(): Promise<void> {
    this.session?.end();
  }

  private async answer<T>(operation: string, input: string, run: () => T): Promise<T> {
    const { to, by } = asked(operation);
    if (by.killed) return await never();
    await to.clock.sleep(to.chance.int(...LATENCY_MS));
    if (by.killed) return await never();
    const call = callOf(by, to.clock.now(), { service: 'postgres', operation, input });
    to.calls.push(call);
    const fault = to.faults.onCall(call);
    call.fault = fault ?? '';
    try {
      if (fault === 'throttle' || fault === 'server-error')
        throw Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
      if (fault === 'access-denied') throw denied(by.role, 'postgres');
      if (fault === 'time-out') {
        await to.clock.sleep(CONNECT_TIMEOUT_MS);
        throw timedOut();
      }
      const result = run();
      call.took = true;
      if (fault === 'cut-off') return await never();
      if (fault === 'lose-answer') throw timedOut();
      await to.clock.sleep(to.chance.int(...LATENCY_MS));
      if (by.killed) return await never();
      return result;
    } catch (error) {
      call.error = (error as Error).name;
      throw error;
    }
  }
}
