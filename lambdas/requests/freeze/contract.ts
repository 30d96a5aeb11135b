import type { Lock } from '../../model/lock.ts';
import type { LostWrites, TimedCount } from '../../model/writes.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly rollback: string;
  readonly release: string;
  readonly incident: string;
  readonly because: readonly string[];
  readonly lost: LostWrites;
  /** When they were counted; null: they were not. */
  readonly countedAt: string | null;
  /** Every count so far, oldest first; absent: the execution began under an older control plane. */
  readonly counts?: readonly TimedCount[];
}

export interface Output {
  readonly incident: string;
  /** Users are in: nothing is raised or stopped. */
  readonly open: boolean;
}
