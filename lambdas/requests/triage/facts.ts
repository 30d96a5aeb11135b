import type { ReleaseRecord, RollbackRecord, StatusRecord } from '../../model/ledger.ts';

/** What triage decides from. */
export interface Facts {
  readonly status: StatusRecord;
  /** Newest first. */
  readonly releases: readonly ReleaseRecord[];
  readonly rollbacks: readonly RollbackRecord[];
  /** Service -> task definition it runs (or is moving to) now. */
  readonly running: ReadonlyMap<string, string>;
}
