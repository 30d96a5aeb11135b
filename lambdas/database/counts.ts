import type pg from 'pg';
import type { TableCounts, WriteCounts } from '../model/writes.ts';
import { readOnly } from './read-only.ts';

/** A table's exact count may cost a full scan; beyond this it is not worth the wait and stays unknown (null). */
const COUNT_TIMEOUT_MS = 4_000;

/**
 * Cumulative write counters of the tables, with what tells whether they can be compared with earlier ones. A session's
 * own counters are flushed late (up to seconds while it idles), so a count under traffic may miss the newest writes;
 * as a baseline that errs towards MORE lost writes, never fewer. After the sessions have ended it is complete.
 */
export async function countWrites(client: pg.Client, tables: readonly string[], now: string): Promise<WriteCounts> {
  const { rows: since } = await client.query<{ since: string }>(
    `SELECT concat(pg_postmaster_start_time(), ' ', stats_reset) AS since FROM pg_stat_database WHERE datname = current_database()`,
  );
  const { rows } = await client.query<Omit<TableCounts, 'rows'> & { name: string }>(
    `SELECT t.name, c.oid::int8::float8 AS relation, pg_relation_filenode(c.oid)::int8::float8 AS file,
            s.n_tup_ins::float8 AS inserted, s.n_tup_upd::float8 AS updated, s.n_tup_del::float8 AS deleted
       FROM unnest($1::text[]) AS t(name)
       JOIN pg_class c ON c.oid = to_regclass(t.name)
       JOIN pg_stat_user_tables s ON s.relid = c.oid`,
    [tables],
  );
  const counted: Record<string, TableCounts> = {};
  for (const { name, ...counts } of rows) counted[name] = { ...counts, rows: await exactCount(client, name) };
  return { known: true, at: now, since: since[0]?.since ?? '', tables: counted };
}

async function exactCount(client: pg.Client, table: string): Promise<number | null> {
  try {
    return await readOnly(client, COUNT_TIMEOUT_MS, async () => {
      // The name comes from the configuration and is validated there as [schema.]identifier.
      const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`);
      const [row] = rows;
      return row === undefined ? null : Number(row.n);
    });
  } catch {
    return null;
  }
}
