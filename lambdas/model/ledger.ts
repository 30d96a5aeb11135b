import type { Criterion } from './environment.ts';
import type { EnvironmentStatus } from './lock.ts';
import type { KnownGood, Release, RestorePoint } from './release.ts';
import type { Decision, Trigger } from './rollback.ts';
import type { WriteCounts } from './writes.ts';

/** The one item that says who may act. Key: `record = "status"`. */
export interface StatusRecord {
  readonly status: EnvironmentStatus;
  /** Execution ARN of the holder; null when `open` or `frozen`. */
  readonly holder: string | null;
  /** Id of the release or rollback that holds, or that held last; null, with `since`, when there never was one. */
  readonly work: string | null;
  readonly since: string | null;
  readonly fence: number;
  /** Acting steps under way: step -> since when. */
  readonly intents: Readonly<Record<string, string>>;
  /** Since when maintenance mode is (being) raised; null: it is not. */
  readonly maintenanceSince: string | null;
  /** Services at zero on our order, with what they return to. The first write wins. */
  readonly stopped: Readonly<Record<string, StoppedService>>;
  /** Services that ECS itself returned to their last deployment before a rollback switched that off, and so shall again. */
  readonly breakers: Readonly<Record<string, Returns>>;
  /** Service -> the task definition a release or rollback last switched it to. */
  readonly running: Readonly<Record<string, string>>;
  /** Incident in hand, or null. */
  readonly incident: string | null;
  /** A person may switch the acting on alarms off: `on` | `off`. */
  readonly automation: 'on' | 'off';
}

/** What a service drained by us goes back to. */
export interface StoppedService {
  readonly desiredCount: number;
  /** Autoscaling as found; `null` when the service has none. */
  readonly suspended: Suspended | null;
}

/** What returns a failed deployment of a service to the one before. */
export interface Returns {
  readonly breaker: boolean;
  readonly alarms: boolean;
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
  /** Null while it runs. */
  readonly finishedAt: string | null;
  readonly execution: string;
  readonly request: Release;
  readonly knownGood: KnownGood | null;
  readonly restorePoint: RestorePoint | null;
  /** Facts written with the intent, before the call: what may have happened. */
  readonly fenced: boolean;
  /** When a fenced release let workers and users in again; null: not yet. */
  readonly openedAt: string | null;
  /** The task, and when ECS was asked for it; null: none was. */
  readonly migrationTask: string | null;
  readonly migrationStartedAt: string | null;
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
  /** Null while it runs. */
  readonly finishedAt: string | null;
  readonly execution: string;
  readonly incident: string;
  readonly criterion: Criterion;
  readonly trigger: Trigger;
  /** The newest release it undid; null until it has ended, and where it undid none. */
  readonly release: string | null;
  /** Why it froze, as DevOps was told. */
  readonly because?: readonly string[];
  /** Database left behind, and the one that serves now; null without a restore. */
  readonly quarantined: string | null;
  readonly restored: string | null;
  /** Under whose name it restores and saves: its own id, or that of the unfinished rollback it goes on with. */
  readonly work: string;
  /** The release that held the environment (before the rollback that this one goes on with), and its execution; null when none did. */
  readonly takenFrom: { readonly release: string; readonly execution: string } | null;
}

/** What the watchdog remembers between two looks. Key: `record = "watchdog"`. */
export interface WatchdogRecord {
  readonly told: Readonly<Record<string, { readonly firstAt: string; readonly times: number }>>;
  /** Quarantined instance -> counters at the last look. */
  readonly counts: Readonly<Record<string, WriteCounts>>;
}
