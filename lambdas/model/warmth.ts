/** `time`: the configured time was over. `kept`: the instance was restored from nothing, and is warm. `elsewhere`: the application uses another database. `failed`: `detail` says how. */
export interface Ended {
  readonly why: 'time' | 'off' | 'kept' | 'no-connection' | 'elsewhere' | 'failed';
  readonly detail: string | null;
}

/** A table or index that was not read. All but `refused` are read by pg_prewarm alone; that is PostgreSQL's own refusal. */
export interface Unread {
  readonly relation: string;
  readonly why: 'long-values' | 'no-order' | 'too-large' | 'refused';
  readonly detail: string | null;
}

/** What was read of the configured tables of a restored database, whose storage RDS fills from S3 at first touch. */
export interface Warmth {
  /** Every block of the configured tables and of their indexes was read, but for what is refused. */
  readonly done: boolean;
  /** `nothing`: no block was read yet. */
  readonly by: 'pg_prewarm' | 'reads' | 'nothing';
  /** Bytes that were read. */
  readonly warmed: number;
  /** Bytes that are left of the configured tables; null: unknown. */
  readonly left: number | null;
  /** Configured tables with something left, at most `MOST_COLD`. */
  readonly cold: readonly string[];
  /** Tables and indexes that PostgreSQL lets nobody read, and why; at most `MOST_COLD`. */
  readonly refused: readonly Unread[];
  /** How long it took until now. */
  readonly seconds: number;
  /** Percent of the volume that RDS says it has filled; null: RDS says of no filling. */
  readonly filled: number | null;
  /** Why it ended before it was done; null: it is done, or goes on. */
  readonly ended: Ended | null;
  /** Where the next look goes on; null: at the beginning. Blocks `0` to `blocks - 1` of the relation are left. */
  readonly at: { readonly relation: string; readonly blocks: number } | null;
}

export const NOT_WARMED: Warmth = {
  ...{ done: false, by: 'nothing', warmed: 0, left: null, cold: [], refused: [], seconds: 0, filled: null },
  ...{ ended: null, at: null },
};

/** Time of one look that reads, and the pause where none does: RDS fills the volume by itself then, or the database does not answer. */
export const READING_SECONDS = 14;
export const PAUSE_SECONDS = 30;

/** Names that a message lists. */
export const MOST_COLD = 10;
