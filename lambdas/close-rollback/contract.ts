import type { RollbackRecord } from '../model/ledger.ts';
import type { Lock } from '../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly rollback: string;
  readonly outcome: RollbackRecord['outcome'];
  /** Release that was undone; empty when none was. */
  readonly release: string;
  readonly quarantined: string;
  readonly restored: string;
}

export interface Output {
  readonly outcome: RollbackRecord['outcome'];
}
