import type pg from 'pg';
import type { DatabaseCounts } from '../model/writes.ts';
import { MOST_RELATIONS, pack } from './relations.ts';
import { tableOid } from './table-oid.ts';

/** Most tables to name one by one. */
const MOST_NAMED = 10;

interface Row {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** All rows written to relations that are there, those of PostgreSQL itself included. */
  readonly there: number;
  readonly relations: number;
  /** `<oid>=<relfilenode>` of each table. */
  readonly files: string | null;
  readonly unlogged: readonly string[] | null;
}

/**
 * One pass over the catalogue; a counter is a look-up in memory. Large objects are rows of pg_largeobject. Rows of shared
 * catalogues are counted to no database, those of temporary tables to this one: what the database has counted beyond its
 * relations went to temporary tables, or to tables that are gone.
 */
const EVERYTHING = `
  WITH RECURSIVE named AS (
    SELECT true AS excepted, ${tableOid('e.name')} AS part FROM unnest($1::text[]) AS e(name)
    UNION ALL SELECT false, ${tableOid('t.name')} FROM unnest($2::text[]) AS t(name)
    UNION ALL SELECT named.excepted, i.inhrelid FROM named JOIN pg_inherits i ON i.inhparent = named.part
  ), found AS (
    SELECT c.oid, c.relfilenode, c.relpersistence, format('%I.%I', n.nspname, c.relname) AS name,
           c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
             AND NOT EXISTS (SELECT FROM named WHERE part = c.oid AND excepted) AS of_users,
           c.oid = 'pg_largeobject'::regclass AS of_objects,
           EXISTS (SELECT FROM named WHERE part = c.oid AND NOT excepted) AS configured,
           pg_stat_get_tuples_inserted(c.oid) AS inserted, pg_stat_get_tuples_updated(c.oid) AS updated,
           pg_stat_get_tuples_deleted(c.oid) AS deleted
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm', 't') AND c.relpersistence <> 't' AND NOT c.relisshared
  )
  SELECT coalesce(sum(inserted) FILTER (WHERE of_users OR of_objects), 0)::float8 AS inserted,
         coalesce(sum(updated) FILTER (WHERE of_users OR of_objects), 0)::float8 AS updated,
         coalesce(sum(deleted) FILTER (WHERE of_users OR of_objects), 0)::float8 AS deleted,
         coalesce(sum(inserted + updated + deleted), 0)::float8 AS there,
         (count(*) FILTER (WHERE of_users))::int AS relations,
         string_agg(oid || '=' || relfilenode, ' ') FILTER (WHERE of_users AND relpersistence = 'p') AS files,
         array_agg(name ORDER BY name) FILTER (WHERE of_users AND relpersistence = 'u' AND NOT configured) AS unlogged
    FROM found`;

/**
 * Counters of all tables of the database that the client is connected to.
 * @param written all rows that the database has counted, read before.
 * @param except tables left out, with all that inherit from them.
 * @param configured tables that are looked at by name elsewhere: what cannot be counted of them is said there.
 */
export async function databaseCounts(
  client: pg.Client,
  written: number,
  except: readonly string[],
  configured: readonly string[],
): Promise<Omit<DatabaseCounts, 'since'>> {
  const [row] = (await client.query<Row>(EVERYTHING, [except, configured])).rows;
  if (row === undefined) throw new Error('PostgreSQL answered nothing to an aggregate');
  const { inserted, updated, deleted, there, relations } = row;
  const files = new Map(
    (row.files ?? '')
      .split(' ')
      .filter((one) => one !== '')
      .map((one) => one.split('=').map(Number) as [number, number]),
  );
  const uncountable: Record<string, string> = Object.fromEntries(
    (row.unlogged ?? []).slice(0, MOST_NAMED).map((name) => [name, 'it is not logged, and is empty after a restore']),
  );
  const tooMany = relations > MOST_RELATIONS;
  if (tooMany)
    uncountable['its tables'] = `they are ${relations}, more than the ${MOST_RELATIONS} that can be told apart`;
  return { inserted, updated, deleted, relations: tooMany ? '' : pack(files), gone: written - there, uncountable };
}
