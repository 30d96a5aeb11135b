import type { Language } from '../../model/environment.ts';
import type { Origin, Outage } from '../../model/incident.ts';
import type { Migration } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { LostWrites } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly rollback: string;
  readonly execution: string;
  readonly incident: string;
  /** What started the incident first, and when: an older control plane may have kept nothing more of it. */
  readonly origin: Origin;
  readonly outage: Outage | null;
  /** The strongest migration that had started. */
  readonly migration: Migration;
  /** When `lost` was counted; null: it was not. */
  readonly countedAt: string | null;
  readonly decision: Decision;
  readonly because: readonly string[];
  readonly recurrence: number;
  /** The newest release undone; null: none. */
  readonly release: string | null;
  readonly lost: LostWrites;
  readonly proof: readonly string[];
  /** Null: nothing was restored. */
  readonly restored: string | null;
  readonly quarantined: string | null;
  readonly checks: readonly string[];
}

export interface Output {
  /** `s3://bucket/key` */
  readonly document: string;
}
