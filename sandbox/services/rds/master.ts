import pg from 'pg';
import type { PostgresServer } from '../../postgres/server.ts';

/** Predefined roles whose powers RDS gives to `rds_superuser`, which is no PostgreSQL superuser. */
const POWERS = ['pg_monitor', 'pg_signal_backend', 'pg_read_all_data', 'pg_write_all_data'];

export interface Master {
  readonly user: string;
  readonly password: string;
  /** Name of an empty database to make, the master's own; absent: there is only `postgres`. */
  readonly database: string | undefined;
}

/** Makes the master user of a new instance as RDS does: it may make roles and databases, and is a member of rds_superuser. */
export async function createMaster(server: PostgresServer, { user, password, database }: Master): Promise<void> {
  const name = pg.escapeIdentifier(user);
  await server.session('postgres', async (client) => {
    await client.query('create role rds_superuser nologin');
    await client.query(`grant ${POWERS.join(', ')} to rds_superuser with admin option`);
    // It came with PostgreSQL 15.
    await client.query(
      'do $$ begin grant pg_checkpoint to rds_superuser with admin option; exception when undefined_object then null; end $$',
    );
    await client.query(`create role ${name} login createdb createrole inherit password ${pg.escapeLiteral(password)}`);
    await client.query(`grant rds_superuser to ${name} with admin option`);
    await client.query(`alter database postgres owner to ${name}`);
    if (database) await client.query(`create database ${pg.escapeIdentifier(database)} owner ${name}`);
  });
}

export async function setMasterPassword(server: PostgresServer, user: string, password: string): Promise<void> {
  await server.query(`alter role ${pg.escapeIdentifier(user)} password ${pg.escapeLiteral(password)}`);
}
