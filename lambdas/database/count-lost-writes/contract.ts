import type { Connection, Language } from '../../model/environment.ts';
import type { LostWrites, WriteCounts } from '../../model/writes.ts';

/**
 * `first`: before the restore; `again`: after it, which took long enough for somebody with a role of their own to have
 * written meanwhile; `last`: when nobody can write any more, which decides nothing.
 */
export type Count = 'first' | 'again' | 'last';

export interface Input {
  readonly count: Count;
  /** What the count before found; null before the first. */
  readonly counted: LostWrites | null;
  readonly now: string;
  readonly language: Language;
  readonly connection: Connection | null;
  readonly host: string;
  readonly port: number;
  readonly tables: readonly string[];
  /** Counts at the restore point (after the migration, when fenced). */
  readonly baseline: WriteCounts;
  /** What is lost though a fence held; null: none held, so the counters are compared. */
  readonly behindFence: LostWrites | null;
  /** `database.maxLostWrites` */
  readonly maxLostWrites: number;
  /** Retries of this state so far: a database that stays unreachable has unknown lost writes. */
  readonly tried: number;
  /** What a person accepts; `null`: nothing said. */
  readonly accepted: number | 'unknown' | null;
}

export interface Output {
  readonly lost: LostWrites;
  /** Going back would lose more than was agreed, or nobody knows how much. */
  readonly freeze: boolean;
  /** Reasons that this count adds to those before. */
  readonly because: readonly string[];
}
