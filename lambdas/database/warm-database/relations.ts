import type pg from 'pg';
import { tableOid } from '../table-oid.ts';

/** A table, an index, or what holds the long values of a table: something with blocks of its own. */
export interface Relation {
  readonly oid: string;
  /** As SQL writes it. */
  readonly name: string;
  readonly kind: 'index' | 'table' | 'toast';
  /** The configured table that it belongs to, and that table itself or the partition. */
  readonly of: string;
  readonly table: string;
  readonly blocks: number;
}

/**
 * Everything of the configured tables that has blocks, what inherits from them included, in the order in which it is warmed:
 * first the indexes, which are small and stand before every row.
 */
const RELATIONS = `
  WITH RECURSIVE asked AS (
    SELECT t.name, t.place, ${tableOid('t.name')} AS part FROM unnest($1::text[]) WITH ORDINALITY AS t(name, place)
  ), tree AS (
    SELECT * FROM asked WHERE part IS NOT NULL
    UNION ALL SELECT tree.name, tree.place, i.inhrelid FROM tree JOIN pg_inherits i ON i.inhparent = tree.part
  ), tables AS (
    SELECT DISTINCT ON (c.oid) tree.name, tree.place, c.oid, c.reltoastrelid AS toast
      FROM tree JOIN pg_class c ON c.oid = tree.part ORDER BY c.oid, tree.place
  ), found AS (
    SELECT name, place, i.indexrelid AS oid, oid AS of, 1 AS turn, 'index' AS kind
      FROM tables JOIN pg_index i ON i.indrelid = oid
    UNION ALL SELECT name, place, oid, oid, 2, 'table' FROM tables
    UNION ALL SELECT name, place, i.indexrelid, oid, 3, 'toast' FROM tables JOIN pg_index i ON i.indrelid = toast
    UNION ALL SELECT name, place, toast, oid, 4, 'toast' FROM tables WHERE toast <> 0
  )
  SELECT found.oid::text AS oid, format('%I.%I', n.nspname, c.relname) AS name, found.kind, found.name AS of,
         found.of::regclass::text AS table,
         (pg_relation_size(found.oid) / current_setting('block_size')::int)::float8 AS blocks
    FROM found JOIN pg_class c ON c.oid = found.oid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'm', 'i', 't') AND pg_relation_size(found.oid) > 0
   ORDER BY found.turn, found.place, found.oid`;

export const relationsOf = async (client: pg.Client, tables: readonly string[]): Promise<Relation[]> =>
  (await client.query<Relation>(RELATIONS, [tables])).rows;
