import type { Criterion } from './environment.ts';
import type { EnvironmentStatus } from './lock.ts';
import type { KnownGood, Release, RestorePoint } from './release.ts';
import type { Decision, Trigger } from './rollback.ts';

/** The one item that says who may act. Key: `record = "status"`. */
export interface StatusRecord {
  readonly status: EnvironmentStatus;
  /** Execution ARN of the holder; empty when `open` or `frozen`. */
  readonly holder: string;
  /** Id of the release or rollback that holds, or that froze. */
  readonly work: string;
  readonly since: string;
  readonly fence: number;
  /** Acting steps under way: step -> since when. */
  readonly intents: Readonly<Record<string, string>>;
  /** `-`, or since when maintenance mode is (being) raised. */
  readonly maintenanceSince: string;
  /** Services at zero on our order, with what they return to. The first write wins. */
  readonly stopped: Readonly<Record<string, StoppedService>>;
  /** Services whose circuit breaker rolled back before a rollback switched that off, and so shall again. */
  readonly breakers: Readonly<Record<string, true>>;
  /** Service -> the task definition a release or rollback last switched it to. */
  readonly running: Readonly<Record<string, string>>;
  /** Incident in hand, or empty. */
  readonly incident: string;
  /** A person may switch the acting on alarms off: `on` | `off`. */
  readonly automation: 'on' | 'off';
}

/** What a service drained by us goes back to. */
export interface StoppedService {
  readonly desiredCount: number;
  /** Autoscaling as found; `null` when the service has none. */
  readonly suspended: Suspended | null;
}

export interface Suspended {
  readonly scalingIn: boolean;
  readonly scalingOut: boolean;
  readonly scheduled: boolean;
}

export type ReleaseOutcome =
  | 'running'
  | 'good'
  | 'unobserved'
  | 'failed'
  | 'refused'
  | 'planned'
  | 'rolled-back'
  | 'stopped';

/** One release. Key: `record = "release#<id>"`. */
export interface ReleaseRecord {
  readonly id: string;
  readonly version: string;
  readonly outcome: ReleaseOutcome;
  readonly startedAt: string;
  /** Empty while it runs. */
  readonly finishedAt: string;
  readonly execution: string;
  readonly request: Release;
  readonly knownGood: KnownGood | null;
  readonly restorePoint: RestorePoint | null;
  /** Facts written with the intent, before the call: what may have happened. */
  readonly fenced: boolean;
  /** When a fenced release let workers and users in again; empty: not yet. */
  readonly openedAt: string;
  readonly migrationTask: string;
  readonly migrationStartedAt: string;
  /** Service -> the task definition it was (being) moved to. */
  readonly switched: Readonly<Record<string, string>>;
  /** A person's word that it is good, after nothing observed it. */
  readonly confirmed?: { readonly at: string; readonly by: string; readonly reason: string };
}

/** One rollback. Key: `record = "rollback#<id>"`. */
export interface RollbackRecord {
  readonly id: string;
  readonly outcome: 'running' | 'done' | Decision;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly execution: string;
  readonly incident: string;
  readonly criterion: Criterion;
  readonly trigger: Trigger;
  readonly release: string;
  /** Why it froze, as DevOps was told. */
  readonly because?: readonly string[];
  /** Database left behind, and the one that serves now; empty without a restore. */
  readonly quarantined: string;
  readonly restored: string;
  /** Under whose name it restores and saves: its own id, or that of the unfinished rollback it goes on with. */
  readonly work: string;
  /** The release that held the environment (before the rollback that this one goes on with), and its execution; empty when none did. */
  readonly takenFrom: { readonly release: string; readonly execution: string };
}
