import { readFileSync } from 'node:fs';
import { pool } from './database.ts';
import { versionName } from './version.ts';

/**
 * Brings the database to this image's version, as its administrator; a migration that has run is not run again.
 * The exit code says whether it did.
 */
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0'];
const db = pool('administrator');
const role = process.env['DATABASE_USER'] ?? '';
const password = process.env['DATABASE_PASSWORD'] ?? '';

try {
  await db.query(
    'CREATE TABLE IF NOT EXISTS schema_version (version text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  const exists = await db.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const { rows } = await db.query('SELECT quote_ident($1) AS role, quote_literal($2) AS password', [role, password]);
  if (exists.rowCount === 0) await db.query(`CREATE ROLE ${rows[0].role} LOGIN PASSWORD ${rows[0].password}`);
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
  await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${rows[0].role}`);
  await db.query(`GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${rows[0].role}`);
  console.log(`the database is at ${versionName}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await db.end();
}
