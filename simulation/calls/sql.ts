import pg from 'pg';
import type { Server, Session } from '../world/server.ts';
import type { World } from '../world/world.ts';
import { caller, never } from './caller.ts';
import { denied, timedOut } from './errors.ts';
import type { Call } from './history.ts';

interface Config {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly application_name: string;
}
interface Result {
  readonly rows: readonly Record<string, unknown>[];
}

const LATENCY_MS = [1, 8] as const;
const CONNECT_TIMEOUT_MS = 5_000;
let world: World | undefined;

export function queriedIn(next: World | undefined): void {
  world = next;
}

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
    const to = current();
    await this.answer('Connect', this.config.host, () => {
      const server = to.postgres.at(this.config.port);
      if (server === undefined) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      this.session = server.connect(this.config.user, this.config.application_name);
    });
  }

  async query(asked: string | { readonly text: string }, values: readonly unknown[] = []): Promise<Result> {
    const text = typeof asked === 'string' ? asked : asked.text;
    return await this.answer('Query', text, () => {
      const { session } = this;
      if (session === undefined || session.ended)
        throw new Error('Client has encountered a connection error and is not queryable');
      return { rows: statement(text.trim().replace(/\s+/g, ' '), values, session, current()) };
    });
  }

  async end(): Promise<void> {
    this.session?.end();
  }

  private async answer<T>(operation: string, input: string, run: () => T): Promise<T> {
    const to = current();
    const by = caller.getStore();
    if (by === undefined) throw new Error('A database is asked by nobody.');
    if (by.killed) return await never();
    await to.clock.sleep(to.chance.int(...LATENCY_MS));
    if (by.killed) return await never();
    const { step, role, execution, machine, state, invocation } = by;
    const call: Call = {
      ...{
        at: to.clock.now(),
        role,
        step,
        execution,
        machine,
        state,
        invocation,
        service: 'postgres',
        operation,
        input,
      },
      ...{ took: false, error: '', fault: '' },
    };
    to.calls.push(call);
    const fault = to.faults.onCall(call);
    call.fault = fault ?? '';
    try {
      if (fault === 'throttle' || fault === 'server-error')
        throw Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
      if (fault === 'access-denied') throw denied(role, 'postgres');
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

function current(): World {
  if (world === undefined) throw new Error('A database is asked outside a run.');
  return world;
}

type Rows = readonly Record<string, unknown>[];

/** The statements of `lambdas/database` and of the steps that ask the database. */
function statement(sql: string, values: readonly unknown[], session: Session, to: World): Rows {
  const { server } = session;
  server.flush();
  if (/^(BEGIN|ROLLBACK|COMMIT|SET LOCAL|EXPLAIN)/.test(sql)) return [];
  const ofReadRole = readRole(sql, values, session);
  if (ofReadRole !== undefined) return ofReadRole;
  // Whom PostgreSQL would refuse: the role that can only read.
  if (/^(SELECT pg_terminate_backend|ALTER)/.test(sql) && session.role !== OWNER)
    throw Object.assign(new Error('permission denied'), { code: '42501' });
  if (/AS since FROM pg_stat_database/.test(sql)) return [{ since: server.since }];
  if (/FROM unnest\(\$1::text\[\]\) AS t\(name\)/.test(sql)) return counters(server, values[0] as string[]);
  if (/^SELECT pid FROM pg_stat_activity WHERE usename = \$1/.test(sql))
    return [...server.sessions]
      .filter((other) => other.role === values[0] && other.applicationName !== values[1])
      .map(({ pid }) => ({ pid }));
  if (/^SELECT pg_terminate_backend/.test(sql)) {
    const found = [...server.sessions].find(({ pid }) => pid === values[0]);
    found?.end();
    return [{ pg_terminate_backend: found !== undefined }];
  }
  if (/^SELECT pg_is_in_recovery\(\) AS recovering/.test(sql)) return [{ recovering: to.recovering }];
  if (/^SELECT quote_ident\(current_database\(\)\) AS name/.test(sql)) return [{ name: 'survey' }];
  const readOnly = /^(SET|ALTER DATABASE survey SET) default_transaction_read_only (?:=|TO) (on|off)/.exec(sql);
  if (readOnly !== null) {
    if (readOnly[1] === 'SET') session.readOnly = readOnly[2] === 'on';
    else if (session.readOnly) throw new Error('cannot execute ALTER DATABASE in a read-only transaction');
    else server.content.readOnly = readOnly[2] === 'on';
    return [];
  }
  const count = /^SELECT count\(\*\)(?: AS (\w+))? FROM (\w+)(.*)$/.exec(sql);
  if (count !== null) {
    const [, name = 'count', table = '', rest = ''] = count;
    if (rest === '') return [{ [name]: String(server.content.table(table).rows) }];
    if (/^ a WHERE NOT EXISTS/.test(rest)) return [{ [name]: to.damaged.has(server) ? '3' : '0' }];
  }
  throw new Error(`The simulation does not know the statement: ${sql}`);
}

/** The one user who may end sessions and alter the database. */
const OWNER = 'survey_master';

/** What the catalogue says of the role that is logged in. */
function readRole(sql: string, values: readonly unknown[], { role, server }: Session): Rows | undefined {
  if (sql === 'SELECT current_user AS name') return [{ name: role }];
  const owner = role === OWNER;
  if (/^SELECT r\.rolname AS name, r\.rolsuper/.test(sql))
    return [
      { name: role, superuser: false, createrole: owner, createdb: owner, replication: false, owns: owner ? 3 : 0 },
    ];
  if (/^WITH may AS/.test(sql))
    return owner ? [{ kind: 'schema', name: 'public', privileges: 'CREATE', by: [role] }] : [];
  if (/AS hidden FROM unnest\(\$1::text\[\]\)/.test(sql))
    return (values[0] as string[]).map((name) => ({
      name,
      found: server.content.tables.has(name),
      selectable: true,
      usable: true,
      schema: 'public',
      hidden: false,
    }));
  return undefined;
}

const counters = (server: Server, names: readonly string[]): Rows =>
  names.flatMap((name) => {
    const table = server.content.tables.get(name);
    if (table === undefined) return [];
    const { relation, file, inserted, updated, deleted } = table;
    return [{ name, relation, file, inserted, updated, deleted }];
  });
