import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { Connection } from '../../../lambdas/model/environment.ts';
import { PostgresHost } from '../../../sandbox/postgres/host.ts';
import type { PostgresServer } from '../../../sandbox/postgres/server.ts';
import { freePort } from '../../../sandbox/processes/free-port.ts';
import { createMaster } from '../../../sandbox/services/rds/master.ts';
import { Secrets } from './stored.ts';

/** Logins by their secrets: the owner of the database, and the role that may only read. */
const LOGINS = {
  'owner-login': { username: 'survey_owner', password: 'o' },
  'reader-login': { username: 'reader', password: 'r' },
  'application-login': { username: 'app', password: 'a' },
};
export const OWNER: Connection = { secret: 'owner-login', database: 'survey', tls: 'disable' };
export const READER: Connection = { secret: 'reader-login', database: 'survey', tls: 'disable' };

/** A real PostgreSQL, one for the tests of a file, with one table of three answers. */
export class Database {
  readonly host = '127.0.0.1';
  secrets = new Secrets(LOGINS);
  private postgres: PostgresHost | undefined;
  private server: PostgresServer | undefined;

  constructor() {
    beforeAll(async () => {
      this.postgres = await PostgresHost.open();
      this.server = await this.postgres.create();
      await createMaster(this.server, { user: 'survey_owner', password: 'o', database: 'survey' });
      await this.as('survey_owner', 'o', 'CREATE TABLE answers (id bigserial PRIMARY KEY, score int)');
      await this.as('survey_owner', 'o', 'INSERT INTO answers (score) VALUES (7), (8), (9)');
      await this.run(`CREATE ROLE app LOGIN PASSWORD 'a'; CREATE ROLE reader LOGIN PASSWORD 'r'`);
      // Until PostgreSQL 14 everybody may make tables there, and such a read role is refused.
      await this.run('REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO survey_owner');
      await this.run('GRANT ALL ON answers, answers_id_seq TO app; GRANT SELECT ON answers TO reader');
    }, 60_000);
    afterAll(() => this.postgres?.close());
  }

  get port(): number {
    if (this.server === undefined) throw new Error('The database runs from the first test on.');
    return this.server.port;
  }

  /** Secrets Manager with the logins as they are. */
  playLogins(): void {
    this.secrets = new Secrets(LOGINS);
    this.secrets.play();
  }

  /** As the superuser that users of RDS never are. */
  async run(sql: string): Promise<pg.QueryResultRow[]> {
    return await this.runIn('survey', sql);
  }

  async runIn(name: string, sql: string): Promise<pg.QueryResultRow[]> {
    if (this.server === undefined) throw new Error('The database runs from the first test on.');
    return await this.server.query(sql, [], name);
  }

  /** The server as it is now, restored from a snapshot beside it. */
  async restoredBeside(): Promise<PostgresServer> {
    if (this.postgres === undefined || this.server === undefined)
      throw new Error('The database runs from the first test on.');
    return await this.postgres.restore(await this.postgres.snapshot(this.server));
  }

  /** As before any quarantine. */
  async openToWrites(): Promise<void> {
    // A session of a quarantined database may only read.
    for (const name of ['survey', 'postgres']) {
      await this.runIn('template1', `ALTER DATABASE ${name} RESET default_transaction_read_only`);
      await this.runIn(
        'template1',
        `GRANT CONNECT ON DATABASE ${name} TO PUBLIC; REVOKE CONNECT ON DATABASE ${name} FROM reader`,
      );
      await this.runIn('template1', `COMMENT ON DATABASE ${name} IS NULL`);
    }
  }

  /** Ends the session of a step once it waits for something in the middle of a query. */
  async cutConnectionOfStep(): Promise<void> {
    const waiting = `FROM pg_stat_activity WHERE application_name = 'knowngood' AND wait_event_type IN ('Lock', 'Timeout')`;
    for (;;) {
      const ended = await this.run(`SELECT pg_terminate_backend(pid) ${waiting}`);
      if (ended.length > 0) return;
    }
  }

  async as(user: string, password: string, sql: string): Promise<void> {
    const client = await this.session(user, password);
    await client.query(sql);
    await client.end();
  }

  /** A session that stays. Its end by somebody else is no error here. */
  async session(user = 'app', password = 'a', database = 'survey'): Promise<pg.Client> {
    const client = new pg.Client({ host: this.host, port: this.port, user, password, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}

/** A port of loopback where nobody listens: a database that is down. */
export const nobody = async () => ({ host: '127.0.0.1', port: await freePort() });
