import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /**
   * Release whose record holds the known good's parameters: thousands of them do not fit into the 256 KiB that a state may hand on.
   * Null: parameters stay as they are.
   */
  readonly recordedBy: string | null;
  /** When the release ended; null: it runs, or this rollback stopped it. */
  readonly finishedAt: string | null;
  /** When the rollback took the environment. */
  readonly takenAt: string;
}

export interface Output {
  readonly putBack: readonly string[];
  /** `<name>: why it was left as it is` */
  readonly left: readonly string[];
}
