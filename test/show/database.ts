import pg from 'pg';
import { countWrites } from '../../lambdas/database/counts.ts';
import { endSessionsOf } from '../../lambdas/database/sessions.ts';
import type { CountScope, WriteCounts } from '../../lambdas/model/writes.ts';
import type { PostgresHost } from '../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../sandbox/postgres/server.ts';
import { createMaster } from '../../sandbox/services/rds/master.ts';

/** Tables that writers insert into: an ordinary one, one in partitions, and one that the configuration does not name. */
export const TABLES = ['answers', 'nps', 'events'] as const;
export type Table = (typeof TABLES)[number];

const SCOPE: CountScope = { tables: ['answers', 'nps'], except: { tables: [], databases: [] } };
const SCHEMA = `
  CREATE TABLE answers (id bigint PRIMARY KEY, note text);
  CREATE TABLE nps (id bigint PRIMARY KEY, note text) PARTITION BY HASH (id);
  CREATE TABLE nps_0 PARTITION OF nps FOR VALUES WITH (MODULUS 2, REMAINDER 0);
  CREATE TABLE nps_1 PARTITION OF nps FOR VALUES WITH (MODULUS 2, REMAINDER 1);
  CREATE TABLE events (id bigint PRIMARY KEY, note text);
  GRANT ALL ON ALL TABLES IN SCHEMA public TO app; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader`;

export type User = 'owner' | 'app' | 'reader';

/** A PostgreSQL of its own with the roles that an application and the control plane have. */
export async function createDatabase(host: PostgresHost): Promise<PostgresServer> {
  const server = await host.create();
  await createMaster(server, { user: 'owner', password: 'owner', database: 'survey' });
  await server.query("CREATE ROLE app LOGIN PASSWORD 'app'", [], 'survey');
  await server.query("CREATE ROLE reader LOGIN PASSWORD 'reader'", [], 'survey');
  await as(server, 'owner', (client) => client.query(SCHEMA));
  return server;
}

export async function open(server: PostgresServer, user: User, database = 'survey'): Promise<pg.Client> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port: server.port, user, password: user, database },
    application_name: user === 'app' ? 'survey' : 'knowngood',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function as<T>(
  server: PostgresServer,
  user: User,
  work: (client: pg.Client) => Promise<T>,
  database?: string,
): Promise<T> {
  const client = await open(server, user, database);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The product's count of the whole instance. */
export const count = (server: PostgresServer): Promise<WriteCounts> =>
  as(server, 'reader', (client) =>
    countWrites(client, (database, work) => as(server, 'reader', work, database), SCOPE, new Date().toISOString()),
  );

/** The product's end of the application's sessions, looked at until none is left. */
export async function endSessions(server: PostgresServer): Promise<void> {
  while ((await as(server, 'owner', (client) => endSessionsOf(client, ['app']))).remaining > 0);
}

/** Ids that a database has in a table. */
export async function idsIn(server: PostgresServer, table: Table): Promise<Set<number>> {
  const { rows } = await as(server, 'owner', (client) =>
    client.query<{ id: string }>(`SELECT id FROM ${pg.escapeIdentifier(table)}`),
  );
  return new Set(rows.map(({ id }) => Number(id)));
}
