import type { RollbackRecord } from '../../model/ledger.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly rollback: string;
  readonly outcome: RollbackRecord['outcome'];
  /** Releases that this ends, newest first; empty when none. */
  readonly releases: readonly string[];
  readonly quarantined: string;
  readonly restored: string;
}

export interface Output {
  readonly outcome: RollbackRecord['outcome'];
}
