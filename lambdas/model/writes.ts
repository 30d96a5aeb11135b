/** Cumulative write counters of one table (`pg_stat_user_tables`), and which relation they belong to. */
export interface TableCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** `pg_class.oid`: a new relation of the same name has other counters. */
  readonly relation: number;
  /**
   * Each relation that holds its rows, by `pg_class.oid`, with its `relfilenode`: the leaves of a partitioned table;
   * otherwise the table itself and all that inherit from it. TRUNCATE and rewrites change the file, which the counters do
   * not show.
   */
  readonly parts: Readonly<Record<string, number>>;
  /** Exact `count(*)`; null when it could not be counted in time. */
  readonly rows: number | null;
}

/** Counters of the configured tables at one moment. Unknown is never zero. */
export type WriteCounts =
  | {
      readonly known: true;
      readonly at: string;
      /**
       * `pg_postmaster_start_time` and `stats_reset`: a restart after a crash, a failover or a reset starts the counters
       * again.
       */
      readonly since: string;
      readonly tables: Readonly<Record<string, TableCounts>>;
      /** Configured table whose writes cannot be counted -> why. Those writes are unknown, never zero. */
      readonly uncountable: Readonly<Record<string, string>>;
    }
  | { readonly known: false; readonly why: string };

/** Writes between a baseline and now. */
export type LostWrites =
  | {
      readonly known: true;
      readonly total: number;
      readonly tables: Readonly<Record<string, { inserted: number; updated: number; deleted: number }>>;
    }
  | { readonly known: false; readonly why: string };
