/** Rows written, by kind. */
export interface Writes {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** Cumulative write counters of one configured table, and which relation they belong to. */
export interface TableCounts extends Writes {
  /** `pg_class.oid`: a new relation of the same name has other counters. */
  readonly relation: number;
  /**
   * Each relation that holds its rows, by `pg_class.oid`, with its `relfilenode`: the leaves of a partitioned table;
   * otherwise the table itself and all that inherit from it. TRUNCATE and rewrites change the file, which the counters do
   * not show.
   */
  readonly parts: Readonly<Record<string, number>>;
}

/** Cumulative write counters of one database: all its user tables, the configured ones included, and its large objects. */
export interface DatabaseCounts extends Writes {
  /** Those tables with their files, packed: see `relations.ts`. */
  readonly relations: string;
  /** `stats_reset` of this database. */
  readonly since: string;
  /**
   * All rows that the database ever counted, less those of the tables that are there: what was written to temporary tables,
   * and to tables that are gone.
   */
  readonly gone: number;
  /** What of it cannot be counted: name -> why. */
  readonly uncountable: Readonly<Record<string, string>>;
}

/** A database that the read role cannot look into: PostgreSQL tells only how much was ever written in it, catalogue included. */
export interface ClosedDatabase {
  readonly why: string;
  readonly since: string;
  readonly written: number;
}

/** Counters of a whole instance at one moment. Unknown is never zero. */
export type WriteCounts =
  | {
      readonly known: true;
      readonly at: string;
      /** When the server started, and when its statistics began: after a crash or a reset they count from zero. */
      readonly since: string;
      /** The configured tables: the ones named to people. */
      readonly tables: Readonly<Record<string, TableCounts>>;
      /** Configured table whose writes cannot be counted -> why. Those writes are unknown, never zero. */
      readonly uncountable: Readonly<Record<string, string>>;
      /** Every database of the instance, but those that the configuration leaves out. */
      readonly databases: Readonly<Record<string, DatabaseCounts | ClosedDatabase>>;
      /** Exact `count(*)` of configured tables, where somebody asked for them; null: not in time, or not to be read. */
      readonly rows: Readonly<Record<string, number | null>>;
      /** `pg_current_snapshot()`'s xmin: every later transaction of this instance has this id or a newer one. */
      readonly transaction: string;
      /** What the configuration leaves out. */
      readonly except: readonly string[];
      /** The role that counted. */
      readonly reader: string;
    }
  | { readonly known: false; readonly why: string };

/** Writes between a baseline and now. */
export type LostWrites =
  | {
      readonly known: true;
      /** Of all tables, configured or not. */
      readonly total: number;
      readonly tables: Readonly<Record<string, Writes>>;
      /** Rows written to all other tables, and large objects, of all databases. */
      readonly others: number;
      /** Rows written to temporary tables, and to tables that came and went since. No restore takes them back: not in the total. */
      readonly gone: number;
      /** Databases that were looked at; none: nothing was counted, and a fence alone says that nobody could write. */
      readonly databases: readonly string[];
      /** Tables and databases that the configuration leaves out. */
      readonly except: readonly string[];
    }
  | { readonly known: false; readonly why: string };

/** What a count found, without its tables. */
export type LostTotal =
  | { readonly known: true; readonly total: number }
  | { readonly known: false; readonly why: string };

/**
 * `estimate`: before the fence, while users write. `first`: behind it, before the restore. `again`: after it, since it took
 * long enough for somebody with another role to write meanwhile. `last`: when nobody can write any more; it decides nothing.
 */
export type Count = 'estimate' | 'first' | 'again' | 'last';

/** One count of a rollback, by the step that counted. */
export interface TimedCount {
  readonly which: Count;
  readonly at: string;
  /** Milliseconds, connections included; null: nothing was asked, since a fence held. */
  readonly tookMs: number | null;
  readonly lost: LostTotal;
}

/** What is counted. */
export interface CountScope {
  /** Tables named to people. Everything else is counted too, as one number. */
  readonly tables: readonly string[];
  /** What the configuration leaves out of the count: tables of the connection's database, and whole databases. */
  readonly except: { readonly tables: readonly string[]; readonly databases: readonly string[] };
}
