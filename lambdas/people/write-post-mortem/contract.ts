import type { Language } from '../../model/environment.ts';
import type { Decision, Trigger } from '../../model/rollback.ts';
import type { LostWrites } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly rollback: string;
  readonly execution: string;
  readonly incident: string;
  readonly startedAt: string;
  readonly trigger: Trigger;
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
