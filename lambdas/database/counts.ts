import type pg from 'pg';
import type { ClosedDatabase, CountScope, DatabaseCounts, TableCounts, WriteCounts } from '../model/writes.ts';
import { databaseCounts } from './database-counts.ts';
import { isShut } from './shut.ts';
import type { Elsewhere } from './sql.ts';
import { tableOid } from './table-oid.ts';

/** Connections at a time: a count must not take the application's. */
const AT_A_TIME = 4;

interface Instance {
  readonly since: string;
  readonly counting: boolean;
  readonly transaction: string;
  readonly reader: string;
}

/**
 * `stats_reset` of pg_stat_bgwriter moves when a crash of one process makes the server discard all counters, which its start
 * time does not show. A parameter that is off for one role or database hides that one's writes.
 * Source: https://www.postgresql.org/docs/current/runtime-config-statistics.html (track_counts), monitoring-stats.html
 *
 * Before PostgreSQL 15 a collector keeps the counters, and tells them at most every 500 ms: what was written just before would be
 * missed (https://www.postgresql.org/docs/14/monitoring-stats.html). The statements that follow see what was told after the wait.
 */
const INSTANCE = `
  SELECT concat(pg_postmaster_start_time(), ' ', (SELECT stats_reset FROM pg_stat_bgwriter)) AS since,
         pg_snapshot_xmin(pg_current_snapshot())::text AS transaction, current_user AS reader,
         CASE WHEN current_setting('server_version_num')::int < 150000 THEN pg_sleep(1) END,
         current_setting('track_counts')::bool AND NOT EXISTS (
           SELECT FROM pg_db_role_setting, unnest(setconfig) AS s(one)
            WHERE one LIKE 'track\\_counts=%' AND NOT split_part(one, '=', 2)::bool) AS counting`;

interface Found {
  readonly name: string;
  readonly here: boolean;
  readonly open: boolean;
  readonly since: string;
  readonly written: number;
}

/** The read role connects as PUBLIC does, unless somebody took that away. `rdsadmin` is RDS's own, and lets nobody in. */
const DATABASES = `
  SELECT d.datname AS name, d.datname = current_database() AS here, has_database_privilege(d.oid, 'CONNECT') AS open,
         concat(s.stats_reset) AS since, (s.tup_inserted + s.tup_updated + s.tup_deleted)::float8 AS written
    FROM pg_database d JOIN pg_stat_database s ON s.datid = d.oid
   WHERE d.datallowconn AND d.datname <> 'rdsadmin'
   ORDER BY d.datname`;

interface Row extends TableCounts {
  readonly name: string;
  /** Why its writes cannot be counted; null: they can. */
  readonly why: string | null;
}

/**
 * Rows stored in partitions never move the parent's own counters, so a table is counted over every table that inherits from
 * it (https://www.postgresql.org/docs/current/monitoring-stats.html, pg_inherits). Views and foreign tables have no
 * counters. A restored unlogged table is empty. A name without a table must not pass for a table without writes.
 */
const COUNTERS = `
  WITH RECURSIVE asked AS (
    SELECT t.name, ${tableOid('t.name')} AS root FROM unnest($1::text[]) AS t(name)
  ), tree AS (
    SELECT name, root, root AS part FROM asked WHERE root IS NOT NULL
    UNION ALL
    SELECT tree.name, tree.root, i.inhrelid FROM tree JOIN pg_inherits i ON i.inhparent = tree.part
  ), parts AS (
    SELECT DISTINCT tree.name, tree.part, c.relkind, c.relpersistence, c.relname, n.nspname
      FROM tree JOIN pg_class c ON c.oid = tree.part JOIN pg_namespace n ON n.oid = c.relnamespace
  )
  SELECT a.name, a.root::int8::float8 AS relation,
         coalesce(json_object_agg(p.part, pg_relation_filenode(p.part)::int8::float8)
           FILTER (WHERE p.relkind = 'r'), '{}') AS parts,
         coalesce(sum(pg_stat_get_tuples_inserted(p.part)), 0)::float8 AS inserted,
         coalesce(sum(pg_stat_get_tuples_updated(p.part)), 0)::float8 AS updated,
         coalesce(sum(pg_stat_get_tuples_deleted(p.part)), 0)::float8 AS deleted,
         CASE WHEN a.root IS NULL THEN 'there is no table of that name'
              WHEN bool_or(p.relkind NOT IN ('r', 'p'))
                THEN string_agg(p.relname, ', ') FILTER (WHERE p.relkind NOT IN ('r', 'p')) || ' is no table of this database'
              WHEN bool_or(p.relpersistence <> 'p')
                THEN string_agg(p.relname, ', ') FILTER (WHERE p.relpersistence <> 'p') || ' is not logged, and is empty after a restore'
              WHEN bool_or(p.nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))
                THEN string_agg(p.relname, ', ') || ' is a table of PostgreSQL itself'
         END AS why
    FROM asked a
    LEFT JOIN parts p USING (name)
   GROUP BY a.name, a.root`;

/**
 * Cumulative write counters of every table of every database of the instance, with the facts that decide whether they can be
 * compared with earlier ones. They are kept in memory: rows are never read. A session flushes its counters late (up to
 * seconds while it idles), so a count under traffic may miss the newest writes. As a baseline it errs towards MORE lost
 * writes, never fewer. After the sessions have ended the count is complete.
 */
export async function countWrites(
  client: pg.Client,
  elsewhere: Elsewhere,
  { tables, except }: CountScope,
  now: string,
): Promise<WriteCounts> {
  const [instance] = (await client.query<Instance>(INSTANCE)).rows;
  if (!instance?.counting)
    return { known: false, why: 'track_counts is off, for the server, a role or a database: writes are not counted' };
  // The totals of the databases come first: what is written until their tables are read then makes a loss larger, never
  // smaller.
  const found = (await client.query<Found>(DATABASES)).rows.filter(({ name }) => !except.databases.includes(name));
  const { rows } = await client.query<Row>(COUNTERS, [tables]);
  const counted: Record<string, TableCounts> = {};
  const uncountable: Record<string, string> = {};
  for (const { name, why, ...counts } of rows)
    if (why === null) counted[name] = counts;
    else uncountable[name] = why;
  const databases: Record<string, DatabaseCounts | ClosedDatabase> = {};
  for (let next = 0; next < found.length; next += AT_A_TIME) {
    const some = found.slice(next, next + AT_A_TIME);
    const looked = await Promise.all(some.map((one) => ofDatabase(client, elsewhere, one, { tables, except })));
    for (const [index, { name }] of some.entries()) databases[name] = looked[index] as DatabaseCounts;
  }
  const { since, transaction, reader } = instance;
  const left = [...except.tables, ...except.databases];
  return {
    known: true,
    at: now,
    since,
    tables: counted,
    uncountable,
    databases,
    rows: {},
    transaction,
    except: left,
    reader,
  };
}

async function ofDatabase(
  client: pg.Client,
  elsewhere: Elsewhere,
  { name, here, open, since, written }: Found,
  { tables, except }: CountScope,
): Promise<DatabaseCounts | ClosedDatabase> {
  if (here) return { since, ...(await databaseCounts(client, written, except.tables, tables)) };
  const closed = (why: string): ClosedDatabase => ({ why, since, written });
  if (!open) return closed('the read role may not connect to it');
  try {
    return { since, ...(await elsewhere(name, (other) => databaseCounts(other, written, [], []))) };
  } catch (error) {
    if (!isShut(error)) throw error;
    return closed((error as Error).message);
  }
}
