import pg from 'pg';
import { isRefusal } from './sql.ts';
import { type Kept, whoStillConnects } from './still-connects.ts';

export interface Closed {
  /** Whether the application's own database takes no writes of it any more. */
  readonly closed: boolean;
  /** Database by database, what could not be closed and why. */
  readonly notClosed: readonly string[];
}

interface Database {
  readonly name: string;
  readonly here: boolean;
  /** Who may connect: by grants to roles, and PUBLIC. */
  readonly grants: readonly string[];
  readonly comment: string | null;
}

/** Begins the comment of a quarantined database. Behind it, in JSON, stands what it was before. */
const MARK = 'knowngood: quarantined, read-only; before: ';

interface Before {
  readonly grants: readonly string[];
  readonly comment: string | null;
}

/** `rdsadmin` is RDS's own. A template is no place of an application's data. */
const DATABASES = `
  SELECT d.datname AS name, d.datname = current_database() AS here, shobj_description(d.oid, 'pg_database') AS comment,
         (SELECT coalesce(array_agg(CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END), '{}')
            FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
           WHERE a.privilege_type = 'CONNECT' AND a.grantee <> d.datdba) AS grants
    FROM pg_database d
   WHERE d.datallowconn AND NOT d.datistemplate AND d.datname <> 'rdsadmin'
   ORDER BY d.datname`;

/**
 * Closes every database of the instance: nobody but its owner and the role that counts may connect, and new sessions are
 * read-only. The setting alone is a hint, which a session, a connection option or a role may override; without the right to
 * connect a pool cannot come back. A second run changes nothing. What PostgreSQL refuses is told, and stops nothing.
 * Source: https://www.postgresql.org/docs/current/ddl-priv.html, sql-alterdatabase.html
 */
export async function quarantine(client: pg.Client, kept: Kept): Promise<Closed> {
  // An earlier run may have made this session read-only too, and then ALTER DATABASE would fail.
  await client.query('SET default_transaction_read_only = off');
  const databases = (await client.query<Database>(DATABASES)).rows;
  const notClosed: string[] = [];
  let closed = false;
  for (const database of databases) {
    const why = await refusalOf(() => close(client, database, kept.reader));
    const still = why === null ? await whoStillConnects(client, database.name, kept) : [];
    if (why !== null) notClosed.push(`${database.name}: ${why}`);
    if (still.length > 0) notClosed.push(`${database.name}: ${still.join(', ')} may still connect`);
    if (database.here) closed = why === null;
  }
  return { closed, notClosed };
}

async function close(client: pg.Client, { name, grants, comment }: Database, reader: string | null): Promise<void> {
  const database = pg.escapeIdentifier(name);
  if (comment === null || !comment.startsWith(MARK)) {
    const before: Before = { grants, comment };
    await client.query(`COMMENT ON DATABASE ${database} IS ${pg.escapeLiteral(MARK + JSON.stringify(before))}`);
  }
  await client.query(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  // Granted first: the count behind the quarantine must not be shut out by it.
  if (reader !== null) await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${pg.escapeIdentifier(reader)}`);
  const others = grants.filter((grantee) => reader === null || grantee !== quoted(reader));
  if (others.length > 0) await client.query(`REVOKE CONNECT ON DATABASE ${database} FROM ${others.join(', ')}`);
}

/** As `quote_ident` writes it. */
const quoted = (role: string): string => (/^[a-z_][a-z0-9_]*$/.test(role) ? role : pg.escapeIdentifier(role));

/** Opens every quarantined database again, to exactly those who could connect before. */
export async function liftQuarantine(client: pg.Client): Promise<void> {
  await client.query('SET default_transaction_read_only = off');
  for (const { name, comment } of (await client.query<Database>(DATABASES)).rows) {
    if (comment === null || !comment.startsWith(MARK)) continue;
    const before = JSON.parse(comment.slice(MARK.length)) as Before;
    const database = pg.escapeIdentifier(name);
    await client.query('BEGIN');
    const { rows } = await client.query<Database>(DATABASES);
    const now = rows.find((one) => one.name === name)?.grants ?? [];
    const added = now.filter((grantee) => !before.grants.includes(grantee));
    if (added.length > 0) await client.query(`REVOKE CONNECT ON DATABASE ${database} FROM ${added.join(', ')}`);
    if (before.grants.length > 0)
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${before.grants.join(', ')}`);
    await client.query(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
    const words = before.comment === null ? 'NULL' : pg.escapeLiteral(before.comment);
    await client.query(`COMMENT ON DATABASE ${database} IS ${words}`);
    await client.query('COMMIT');
  }
}

/** Null: it was done. A database that stops answering is no refusal. */
export async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.message;
  }
}
