import type { Language } from '../../model/environment.ts';
import type { Origin, Outage, UserRequests } from '../../model/incident.ts';
import type { Migration } from '../../model/release.ts';
import type { Decision } from '../../model/rollback.ts';
import type { StandbyUse } from '../../model/standby.ts';
import type { LostWrites } from '../../model/writes.ts';
import type { Asked } from '../../services/target-groups.ts';

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
  /** What became of the release's standby; null: it had none. Absent: the execution began under an older control plane. */
  readonly standby?: StandbyUse | null;
  /** Null: nothing was restored. */
  readonly restored: string | null;
  readonly quarantined: string | null;
  readonly checks: readonly string[];
  /** What of the parameters was put back, and what was left as it is; absent: the execution began under an older control plane. */
  readonly configuration?: { readonly putBack: readonly string[]; readonly left: readonly string[] };
  /** Names of the environment's alarms. */
  readonly alarms?: readonly string[];
  /** Address of the git repository, without a slash at its end; null: none is configured. */
  readonly repository?: string | null;
  /** Log groups of the application, and the filter pattern of its errors; null: none is configured. */
  readonly logs?: { readonly groups: readonly string[]; readonly errors: string } | null;
  /** Whose load balancer is asked what users got. */
  readonly asked: Asked;
}

export interface Output {
  /** `s3://bucket/key` of the Markdown, and of the page. */
  readonly document: string;
  readonly page: string;
  readonly users: UserRequests;
}
