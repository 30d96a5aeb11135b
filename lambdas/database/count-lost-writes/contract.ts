import type { Connection, Language } from '../../model/environment.ts';
import type { Count, CountScope, LostWrites, TimedCount, WriteCounts } from '../../model/writes.ts';

export interface Input {
  readonly count: Count;
  /** What the count before found; null before the first. */
  readonly counted: LostWrites | null;
  readonly now: string;
  readonly language: Language;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly scope: CountScope;
  /** Counts at the restore point (after the migration, when fenced). */
  readonly baseline: WriteCounts;
  /** Writes lost although a fence held; null: no fence held, so the counters are compared. */
  readonly behindFence: LostWrites | null;
  /** `database.maxLostWrites` */
  readonly maxLostWrites: number;
  /** Retries of this state so far. When a database stays unreachable, its lost writes are unknown. */
  readonly tried: number;
  /** Number of lost writes that a person accepts; null: the person said nothing about it. */
  readonly accepted: number | 'unknown' | null;
}

export interface Output {
  readonly lost: LostWrites;
  /** Going back would lose more than was agreed, or nobody knows how much. */
  readonly freeze: boolean;
  /** Reasons to add to the earlier ones. */
  readonly because: readonly string[];
  /** The role that counts; null: it never could. */
  readonly reader: string | null;
  /** This count, to add to the earlier ones: a list of one. */
  readonly timed: readonly TimedCount[];
}
