import type pg from 'pg';
import type { TableCounts, WriteCounts } from '../model/writes.ts';
import { readOnly } from './read-only.ts';
import { isRefusal } from './sql.ts';

/** A table's exact count may cost a full scan; beyond this it is not worth the wait and stays unknown (null). */
const COUNT_TIMEOUT_MS = 4_000;

interface Row extends Omit<TableCounts, 'rows'> {
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
    SELECT t.name, to_regclass(t.name)::oid AS root FROM unnest($1::text[]) AS t(name)
  ), tree AS (
    SELECT name, root, root AS part FROM asked WHERE root IS NOT NULL
    UNION ALL
    SELECT tree.name, tree.root, i.inhrelid FROM tree JOIN pg_inherits i ON i.inhparent = tree.part
  ), parts AS (
    SELECT DISTINCT tree.name, tree.part, c.relkind, c.relpersistence, c.relname FROM tree JOIN pg_class c ON c.oid = tree.part
  )
  SELECT a.name, a.root::int8::float8 AS relation,
         coalesce(json_object_agg(p.part, pg_relation_filenode(p.part)::int8::float8)
           FILTER (WHERE p.relkind = 'r'), '{}') AS parts,
         coalesce(sum(s.n_tup_ins), 0)::float8 AS inserted, coalesce(sum(s.n_tup_upd), 0)::float8 AS updated,
         coalesce(sum(s.n_tup_del), 0)::float8 AS deleted,
         CASE WHEN a.root IS NULL THEN 'there is no table of that name'
              WHEN bool_or(p.relkind NOT IN ('r', 'p'))
                THEN string_agg(p.relname, ', ') FILTER (WHERE p.relkind NOT IN ('r', 'p')) || ' is no table of this database'
              WHEN bool_or(p.relpersistence <> 'p')
                THEN string_agg(p.relname, ', ') FILTER (WHERE p.relpersistence <> 'p') || ' is not logged, and is empty after a restore'
              WHEN bool_or(p.relkind = 'r' AND s.relid IS NULL)
                THEN string_agg(p.relname, ', ') FILTER (WHERE p.relkind = 'r' AND s.relid IS NULL) || ' is a table of PostgreSQL itself'
         END AS why
    FROM asked a
    LEFT JOIN parts p USING (name)
    LEFT JOIN pg_stat_user_tables s ON s.relid = p.part
   GROUP BY a.name, a.root`;

/**
 * Cumulative write counters of the tables, with the facts that decide whether they can be compared with earlier ones. A
 * session flushes its counters late (up to seconds while it idles), so a count under traffic may miss the newest writes. As
 * a baseline it errs towards MORE lost writes, never fewer. After the sessions have ended the count is complete.
 */
export async function countWrites(client: pg.Client, tables: readonly string[], now: string): Promise<WriteCounts> {
  const { rows: since } = await client.query<{ since: string }>(
    `SELECT concat(pg_postmaster_start_time(), ' ', stats_reset) AS since FROM pg_stat_database WHERE datname = current_database()`,
  );
  const { rows } = await client.query<Row>(COUNTERS, [tables]);
  const counted: Record<string, TableCounts> = {};
  const uncountable: Record<string, string> = {};
  for (const { name, why, ...counts } of rows) {
    if (why === null) counted[name] = { ...counts, rows: await exactCount(client, name) };
    else uncountable[name] = why;
  }
  return { known: true, at: now, since: since[0]?.since ?? '', tables: counted, uncountable };
}

async function exactCount(client: pg.Client, table: string): Promise<number | null> {
  try {
    return await readOnly(client, COUNT_TIMEOUT_MS, async () => {
      // The name comes from the configuration and is validated there as [schema.]identifier.
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
      const [row] = rows;
      return row === undefined ? null : Number(row.n);
    });
  } catch (error) {
    // A database that stops answering proves nothing about the table.
    if (!isRefusal(error)) throw error;
    return null;
  }
}
