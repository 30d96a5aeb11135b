/** Cumulative write counters of one table (`pg_stat_user_tables`), and which relation they belong to. */
export interface TableCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** `pg_class.oid`: another relation of the same name counts something else. */
  readonly relation: number;
  /** `pg_class.relfilenode`: changed by TRUNCATE and by rewrites, which the counters do not show. */
  readonly file: number;
  /** Exact `count(*)`; null when it could not be counted in time. */
  readonly rows: number | null;
}

/** Counters of the configured tables at one moment. Unknown is never zero. */
export type WriteCounts =
  | {
      readonly known: true;
      readonly at: string;
      /** `pg_postmaster_start_time` and `stats_reset`: a restart after a crash, a failover or a reset starts the counters anew. */
      readonly since: string;
      readonly tables: Readonly<Record<string, TableCounts>>;
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
