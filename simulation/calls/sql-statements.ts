import type { Server, Session } from '../world/postgres-server.ts';
import { DATABASE, ROLES } from '../world/survey-platform.ts';

export type Rows = readonly Record<string, unknown>[];

/** A statement that is run: in which session, with which parameters, and what its text was matched with. */
interface Running {
  readonly session: Session;
  readonly server: Server;
  readonly values: readonly unknown[];
  readonly matched: readonly (string | undefined)[];
  readonly damaged: ReadonlySet<Server>;
}

/** The statements of `lambdas/database`, in one line each, and what PostgreSQL answers. */
const STATEMENTS: readonly (readonly [text: RegExp, answer: (running: Running) => Rows])[] = [
  [/^SELECT 1$/, () => [{}]],
  [/^(?:BEGIN|ROLLBACK|COMMIT|SET LOCAL|EXPLAIN|(?:RELEASE )?SAVEPOINT)/, () => []],

  // What the catalogue says of the role that is logged in.
  [/^SELECT current_user AS name$/, ({ session }) => [{ name: session.role }]],
  [/^SELECT r\.rolname AS name, r\.rolsuper/, ({ session }) => [privileges(session)]],
  [/^WITH may AS/, ({ session }) => mayCreate(session)],
  [/AS hidden FROM unnest\(\$1::text\[\]\)/, ({ server, values }) => (values[0] as string[]).map(readable(server))],

  // Warming.
  [
    /^WITH RECURSIVE asked AS .* AS blocks FROM found/,
    ({ server, values }) => relations(server, values[0] as string[]),
  ],
  [/^CREATE EXTENSION IF NOT EXISTS pg_prewarm$/, prewarm],
  [/^SELECT pg_prewarm\(/, prewarm],

  // Write counters.
  [
    /^SELECT concat\(pg_postmaster_start_time\(\)/,
    ({ server, session }) => [{ since: server.since, transaction: '700', reader: session.role, counting: true }],
  ],
  [
    /FROM pg_database d JOIN pg_stat_database s/,
    ({ server }) => [{ name: DATABASE, here: true, open: true, since: '', written: everything(server).there }],
  ],
  [/^WITH RECURSIVE named AS/, ({ server }) => [everything(server)]],
  [/FROM unnest\(\$1::text\[\]\) AS t\(name\)/, ({ server, values }) => counters(server, values[0] as string[])],
  [/AS missing\(name\) WHERE/, ({ server, values }) => missing(server, values[0] as string[])],
  [/^SELECT to_regclass\(\$1\)::text AS name/, ({ values }) => [{ name: values[0] }]],
  [/WHERE c\.relkind = 'f'/, () => []],
  [/current_setting\('cron\.database_name'/, () => [{ cron: null }]],

  // Sessions, and who may write.
  [
    /^SELECT pid FROM pg_stat_activity WHERE usename = ANY\(\$1::text\[\]\)/,
    ({ server, values }) => sessionsOf(server, values),
  ],
  [/^SELECT pg_terminate_backend/, ({ session, server, values }) => terminate(session, server, values[0])],
  [/^SELECT pg_is_in_recovery\(\) AS recovering/, () => [{ recovering: false }]],
  [
    /^SELECT d\.datname AS name, d\.datname = current_database\(\) AS here, shobj_description/,
    ({ server: { content } }) => [
      { name: DATABASE, here: true, comment: content.comment, grants: content.closed ? [] : ['PUBLIC'] },
    ],
  ],
  [new RegExp(`^COMMENT ON DATABASE "${DATABASE}" IS '(.*)'$`), comment],
  [new RegExp(`^COMMENT ON DATABASE "${DATABASE}" IS NULL$`), uncomment],
  [new RegExp(`^GRANT CONNECT ON DATABASE "${DATABASE}" TO PUBLIC`), openToAll],
  [new RegExp(`^ALTER DATABASE "${DATABASE}" RESET default_transaction_read_only$`), resetInDatabase],
  [new RegExp(`^(?:GRANT|REVOKE) CONNECT ON DATABASE "${DATABASE}" (TO|FROM) `), closeToOthers],
  [/^SELECT rolname AS role FROM pg_roles/, () => []],
  [/^SET default_transaction_read_only (?:=|TO) (on|off)/, setInSession],
  [new RegExp(`^ALTER DATABASE "${DATABASE}" SET default_transaction_read_only (?:=|TO) (on|off)`), setInDatabase],

  [
    /^SELECT current_user AS role, current_database\(\) AS database/,
    ({ session: { role } }) => [{ role, database: DATABASE, owns: role === ROLES.owner, roles: [] }],
  ],

  // Passwords.
  [/^SHOW password_encryption$/, () => [{ password_encryption: 'scram-sha-256' }]],
  [/^ALTER ROLE "(\w+)" PASSWORD '(.*)'$/, setPassword],

  // Sequences.
  [/^SELECT datname AS name FROM pg_database WHERE datallowconn/, () => [{ name: DATABASE }]],
  [/^SELECT c\.oid::text AS oid, .* FROM pg_sequence s/, ({ server }) => sequences(server)],
  [/^SELECT setval\(oid::oid::regclass, value::bigint\)/, setSequences],

  // Sentinels and exact counts.
  [/^SELECT count\(\*\)(?: AS (\w+))? FROM (\w+)$/, countRows],
  [/^SELECT count\(\*\)(?: AS (\w+))? FROM \w+ a WHERE NOT EXISTS/, countOrphans],
];

/** Runs a statement. @throws Error as PostgreSQL's; and for a statement that the simulation does not know, by its text */
export function statement(
  sql: string,
  values: readonly unknown[],
  session: Session,
  damaged: ReadonlySet<Server>,
): Rows {
  const { server } = session;
  server.flush();
  for (const [text, answer] of STATEMENTS) {
    const matched = text.exec(sql);
    if (matched !== null) return answer({ session, server, values, matched, damaged });
  }
  throw new Error(`The simulation does not know the statement: ${sql}`);
}

const privileges = ({ role }: Session) => {
  const owner = role === ROLES.owner;
  return { name: role, superuser: false, createrole: owner, createdb: owner, replication: false, owns: owner ? 3 : 0 };
};

const mayCreate = ({ role }: Session): Rows =>
  role === ROLES.owner ? [{ kind: 'schema', name: 'public', privileges: 'CREATE', by: [role] }] : [];

const readable = (server: Server) => (name: string) => ({
  name,
  found: server.content.tables.has(name),
  ...{ selectable: true, usable: true, schema: 'public', hidden: false },
});

const counters = (server: Server, names: readonly string[]): Rows =>
  names.flatMap((name) => {
    const table = server.content.tables.get(name);
    if (table === undefined) return [];
    const { relation, file, inserted, updated, deleted } = table;
    return [{ name, relation, parts: { [relation]: file }, inserted, updated, deleted, why: null }];
  });

/** One table as one relation of a few blocks: what of it is cold is the server's. */
const relations = (server: Server, names: readonly string[]): Rows =>
  names.flatMap((name) => {
    const table = server.content.tables.get(name);
    return table === undefined
      ? []
      : [{ oid: String(table.relation), name, kind: 'table', of: name, table: name, blocks: 8 }];
  });

function prewarm({ session }: Running): Rows {
  onlyOwner(session);
  return [];
}

/** All tables together. */
function everything(server: Server) {
  const tables = [...server.content.tables.values()];
  const sum = (kind: 'inserted' | 'updated' | 'deleted') => tables.reduce((total, table) => total + table[kind], 0);
  const [inserted, updated, deleted] = [sum('inserted'), sum('updated'), sum('deleted')];
  const files = tables.map(({ relation, file }) => `${relation}=${file}`).join(' ');
  const there = inserted + updated + deleted;
  return { inserted, updated, deleted, there, relations: tables.length, files, unlogged: null };
}

const missing = (server: Server, names: readonly string[]): Rows =>
  names.filter((name) => !server.content.tables.has(name)).map((name) => ({ name }));

/** Of some roles, but for the connections of one application, and those of another. */
const sessionsOf = (server: Server, [roles, ours, migration]: readonly unknown[]): Rows =>
  [...server.sessions]
    .filter(
      ({ role, applicationName }) =>
        ((roles as readonly string[]).includes(role) && applicationName !== ours) || applicationName === migration,
    )
    .map(({ pid }) => ({ pid }));

/** Refused as PostgreSQL refuses it to the role that can only read. */
function onlyOwner({ role }: Session): void {
  if (role !== ROLES.owner) throw Object.assign(new Error('permission denied'), { code: '42501' });
}

function terminate(session: Session, server: Server, pid: unknown): Rows {
  onlyOwner(session);
  const found = [...server.sessions].find((other) => other.pid === pid);
  found?.end();
  return [{ pg_terminate_backend: found !== undefined }];
}

function setInSession({ session, matched: [, value] }: Running): Rows {
  session.readOnly = value === 'on';
  return [];
}

function setInDatabase({ session, server, matched: [, value] }: Running): Rows {
  onlyOwner(session);
  if (session.readOnly) throw new Error('cannot execute ALTER DATABASE in a read-only transaction');
  server.content.readOnly = value === 'on';
  return [];
}

function setPassword({ session, server, matched: [, role = '', verifier = ''] }: Running): Rows {
  onlyOwner(session);
  server.content.passwords.set(role, verifier);
  return [];
}

function comment({ session, server, matched: [, words = ''] }: Running): Rows {
  onlyOwner(session);
  server.content.comment = words;
  return [];
}

function uncomment({ session, server }: Running): Rows {
  onlyOwner(session);
  server.content.comment = null;
  return [];
}

function openToAll({ session, server }: Running): Rows {
  onlyOwner(session);
  server.content.closed = false;
  return [];
}

function resetInDatabase({ session, server }: Running): Rows {
  onlyOwner(session);
  server.content.readOnly = false;
  return [];
}

/** What is revoked here is PUBLIC's right, which is the application's. */
function closeToOthers({ session, server, matched: [, direction] }: Running): Rows {
  onlyOwner(session);
  if (direction === 'FROM') server.content.closed = true;
  return [];
}

/** The oid of a sequence is its table's here. */
const sequences = ({ content }: Server): Rows =>
  [...content.tables.values()].map(({ name, relation, sequence }) => ({
    ...{ oid: String(relation), name: `public.${name}_id_seq`, last: String(sequence) },
    ...{ increment: '1', min: '1', max: '9223372036854775807', readable: true, settable: true },
  }));

function setSequences({ session, server, values }: Running): Rows {
  onlyOwner(session);
  if (session.readOnly) throw new Error('cannot execute setval() in a read-only transaction');
  const [oids, to] = values as [string[], string[]];
  for (const table of server.content.tables.values()) {
    const place = oids.indexOf(String(table.relation));
    if (place >= 0) table.sequence = Number(to[place]);
  }
  return [];
}

function countRows({ server, matched: [, name = 'count', table = ''] }: Running): Rows {
  return [{ [name]: String(server.content.table(table).rows) }];
}

function countOrphans({ server, damaged, matched: [, name = 'count'] }: Running): Rows {
  return [{ [name]: damaged.has(server) ? '3' : '0' }];
}
