import { readFileSync } from 'node:fs';
import pg from 'pg';

/** The authorities that sign RDS's certificates, as the image has them. */
const AUTHORITIES = '/etc/ssl/rds.pem';

/** Connects as the application, or as the database's administrator (migrations only). */
export function pool(as: 'application' | 'administrator'): pg.Pool {
  const env = process.env;
  const [host = '127.0.0.1', port = '5432'] = (env['DATABASE_HOST'] ?? '').split(':');
  return new pg.Pool({
    host,
    port: Number(port),
    database: env['DATABASE_NAME'],
    user: as === 'application' ? env['DATABASE_USER'] : env['DATABASE_ADMIN_USER'],
    password: as === 'application' ? env['DATABASE_PASSWORD'] : env['DATABASE_ADMIN_PASSWORD'],
    ssl: env['DATABASE_TLS'] === 'require' ? { ca: readFileSync(AUTHORITIES, 'utf8') } : false,
    max: 4,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
  }).on('error', () => {}); // An ended idle session; the next query opens another.
}
