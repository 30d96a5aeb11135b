import type pg from 'pg';

/** One table that both databases have. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Columns of its primary key; none: its rows cannot be told apart. */
  readonly key: readonly string[];
  /** Columns that are stored, and not generated. */
  readonly columns: readonly string[];
}

/** Ordinary tables with their primary keys; partitions, not the tables they belong to. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT n.nspname AS schema, c.relname AS name,
            coalesce((SELECT array_agg(a.attname::text ORDER BY k.place)
                        FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                       WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key,
            (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      ORDER BY 1, 2`,
  );
  return rows;
}
