import type pg from 'pg';
import type { Sentinel } from '../../model/environment.ts';
import { oneLine } from '../../step/one-line.ts';
import { oneStatement, readOnly } from '../read-only.ts';
import { isRefusal } from '../sql.ts';
import { tableOid } from '../table-oid.ts';
import type { Observation, Role, Table, Writable } from './fitness.ts';

const TIMEOUT_MS = 10_000;
/** Most writable objects to report: enough to know where to begin. */
const MOST = 5;

/** The role itself and every role it may become, by inheriting or by SET ROLE. */
const ROLES = `SELECT r.oid, r.rolname FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')`;

const SYSTEM_SCHEMA = `n.nspname ~ '^pg_' OR n.nspname = 'information_schema'`;

/**
 * What PostgreSQL's catalogue says about the current role, and about the tables and sentinels it must read. Reads only the
 * catalogue.
 */
export async function look(
  client: pg.Client,
  tables: readonly string[],
  sentinels: readonly Sentinel[],
): Promise<Observation> {
  const seen = await readOnly(client, TIMEOUT_MS, async () => ({
    role: (await client.query<{ name: string }>('SELECT current_user AS name')).rows[0]?.name ?? '',
    roles: await rolesOf(client),
    writable: await writable(client),
    tables: await readable(client, tables),
  }));
  const unaskable: Observation['unaskable'][number][] = [];
  for (const sentinel of sentinels) {
    const why = await whyUnaskable(client, sentinel);
    if (why !== undefined) unaskable.push({ name: sentinel.name, why });
  }
  return { ...seen, unaskable };
}

async function rolesOf(client: pg.Client): Promise<Role[]> {
  const { rows } = await client.query<Role>(
    `SELECT r.rolname AS name, r.rolsuper AS superuser, r.rolcreaterole AS createrole, r.rolcreatedb AS createdb,
            r.rolreplication AS replication,
            (SELECT count(*) FROM pg_shdepend d
              WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND d.deptype = 'o')::int AS owns
       FROM pg_roles r JOIN (${ROLES}) may ON may.oid = r.oid
      ORDER BY r.rolname`,
  );
  return rows;
}

/** Objects the role may change, and how: by its own rights, by those of a role it may become, or by those of PUBLIC. */
async function writable(client: pg.Client): Promise<Writable[]> {
  const { rows } = await client.query<Writable>(
    `WITH may AS (${ROLES} UNION SELECT 0, 'PUBLIC')
     SELECT kind, name, string_agg(DISTINCT privilege, ', ') AS privileges, array_agg(DISTINCT by::text) AS by FROM (
       SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind, format('%I.%I', n.nspname, c.relname) AS name,
              p.privilege, may.rolname AS by
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, may,
              unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'USAGE']) AS p(privilege)
        WHERE NOT (${SYSTEM_SCHEMA}) AND has_schema_privilege(may.oid, n.oid, 'USAGE')
          AND CASE WHEN c.relkind = 'S' THEN p.privilege IN ('USAGE', 'UPDATE') AND has_sequence_privilege(may.oid, c.oid, p.privilege)
                   WHEN c.relkind NOT IN ('r', 'p', 'v', 'm', 'f') OR p.privilege = 'USAGE' THEN false
                   WHEN p.privilege IN ('INSERT', 'UPDATE')
                   THEN has_table_privilege(may.oid, c.oid, p.privilege) OR has_any_column_privilege(may.oid, c.oid, p.privilege)
                   ELSE has_table_privilege(may.oid, c.oid, p.privilege) END
       UNION ALL
       SELECT 'schema', quote_ident(n.nspname), 'CREATE', may.rolname FROM pg_namespace n, may
        WHERE NOT (${SYSTEM_SCHEMA}) AND has_schema_privilege(may.oid, n.oid, 'CREATE')
       UNION ALL
       SELECT 'database', quote_ident(d.datname), 'CREATE', may.rolname FROM pg_database d, may
        WHERE d.datname = current_database() AND has_database_privilege(may.oid, d.oid, 'CREATE')
     ) AS found
     GROUP BY kind, name ORDER BY kind, name LIMIT ${MOST}`,
  );
  return rows;
}

/**
 * Whether each table is found, may be read, and shows every row. A row-level security policy hides rows without an error,
 * unless a policy of the role lets every row through and none restricts it.
 */
async function readable(client: pg.Client, names: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT t.name, c.oid IS NOT NULL AS found,
            c.relnamespace::regnamespace::text AS schema, coalesce(has_schema_privilege(c.relnamespace, 'USAGE'), false) AS usable,
            coalesce(has_table_privilege(c.oid, 'SELECT'), false) AS selectable,
            coalesce(row_security_active(c.oid), false) AND (
              NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('r', '*')
                             AND pg_get_expr(p.polqual, p.polrelid) = 'true' AND mine(p.polroles))
              OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd IN ('r', '*')
                            AND mine(p.polroles))) AS hidden
       FROM unnest($1::text[]) AS t(name)
       LEFT JOIN pg_class c ON c.oid = ${tableOid('t.name')}`.replaceAll(
      /mine\(([\w.]+)\)/g,
      `EXISTS (SELECT 1 FROM unnest($1) AS r(oid) WHERE r.oid = 0 OR pg_has_role(current_user, r.oid, 'USAGE'))`,
    ),
    [names],
  );
  return rows;
}

/** Plans the query without running it: PostgreSQL refuses already here to read what the role may not. */
async function whyUnaskable(client: pg.Client, { sql }: Sentinel): Promise<string | undefined> {
  try {
    await readOnly(client, TIMEOUT_MS, () => client.query(oneStatement(`EXPLAIN ${sql}`)));
    return undefined;
  } catch (error) {
    // A database that stops answering proves nothing about the sentinel.
    if (!isRefusal(error)) throw error;
    return oneLine(error.message, 300);
  }
}
