import type { Lock } from '../../model/lock.ts';
import type { KnownParameter } from '../../model/release.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly parameters: readonly KnownParameter[];
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
