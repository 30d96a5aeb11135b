/**
 * What a migration's sessions are called in `pg_stat_activity`: its task finds this in `PGAPPNAME`, which libpq and everything
 * built on it, node-postgres, psycopg, Npgsql and pgx take for `application_name`. Stopping a task does not stop a statement that
 * the server runs for it. An environment's name has at most 20 characters, and PostgreSQL keeps 63.
 * Source: https://www.postgresql.org/docs/current/libpq-envars.html
 */
export const migrationSession = (environment: string): string => `knowngood-migration-${environment}`;
