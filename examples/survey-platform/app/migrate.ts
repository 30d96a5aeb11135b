import { readFileSync } from 'node:fs';
import { pool } from './database.ts';
import { versionName } from './version.ts';

/**
 * Brings the database to this image's version, as its administrator. A migration runs only once. The exit code says whether
 * it succeeded.
 */
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0'];
const db = pool('administrator');
const { env } = process;

/** Makes a role that may log in, once, and returns its name quoted for SQL. */
async function makeRole(role = '', password = ''): Promise<string> {
  const exists = await db.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const { rows } = await db.query('SELECT quote_ident($1) AS role, quote_literal($2) AS password', [role, password]);
  if (exists.rowCount === 0) await db.query(`CREATE ROLE ${rows[0].role} LOGIN PASSWORD ${rows[0].password}`);
  return rows[0].role;
}

try {
  await db.query(
    'CREATE TABLE IF NOT EXISTS schema_version (version text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const application = await makeRole(env['DATABASE_USER'], env['DATABASE_PASSWORD']);
  const reader = await makeRole(env['DATABASE_READER_USER'], env['DATABASE_READER_PASSWORD']);
  // Tables that exist and those that later migrations make: the control plane counts rows and runs its sentinels as this
  // role.
  await db.query(`GRANT USAGE ON SCHEMA public TO ${reader}`);
  await db.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}`);
  await db.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${reader}`);
  for (const version of VERSIONS.slice(0, VERSIONS.indexOf(versionName) + 1)) {
    const client = await db.connect();
    try {
      await client.query('BEGIN');
      const done = await client.query('SELECT 1 FROM schema_version WHERE version = $1', [version]);
      if (done.rowCount === 0) {
        console.log(`migrating to ${version}`);
        await client.query(readFileSync(new URL(`./migrations/${version}.sql`, import.meta.url), 'utf8'));
        await client.query('INSERT INTO schema_version (version) VALUES ($1)', [version]);
      }
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }
  await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${application}`);
  await db.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${application}`);
  console.log(`the database is at ${versionName}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await db.end();
}
