import type { Outage } from '../../model/incident.ts';
import type { RollbackRecord } from '../../model/ledger.ts';
import type { Lock } from '../../model/lock.ts';
import type { LostWrites, TimedCount, WriteCounts } from '../../model/writes.ts';

export interface Serving {
  readonly resourceId: string;
  readonly host: string;
  readonly port: number;
}

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly rollback: string;
  readonly incident: string;
  readonly because: readonly string[];
  readonly lost: LostWrites;
  /** When they were counted; null: they were not. */
  readonly countedAt: string | null;
  /** Every count so far, oldest first; absent: the execution began under an older control plane. */
  readonly counts?: readonly TimedCount[];
  readonly outcome: RollbackRecord['outcome'];
  /** Releases that triage judged, newest first. */
  readonly undone: readonly string[];
  /** Release that was stopped and not undone; null: none. */
  readonly passedOver: string | null;
  /** The quarantined database, and the one that serves now; null without a restore. */
  readonly quarantined: string | null;
  readonly restored: string | null;
  /** Where that one is, and its counts before users came to it; null without a restore. */
  readonly serving: Serving | null;
  readonly baseline: WriteCounts | null;
  /** It went forward again: the release that was undone runs once more, and nothing but a person's word says that it is good. */
  readonly forward: boolean;
}

export interface Output {
  readonly outcome: RollbackRecord['outcome'];
  /** From when to when users got the page, across the incident's executions; null: they did not. */
  readonly outage: Outage | null;
}
