import type { Criterion, Schedule } from './environment.ts';
import type { EnvironmentStatus } from './lock.ts';
import type { DatabaseSettings, KnownGood, Release, RestorePoint } from './release.ts';
import type { Decision, Trigger } from './rollback.ts';
import type { StandbyRecord, StandbyUse } from './standby.ts';
import type { WriteCounts } from './writes.ts';

/** The one item that decides who may act. Key: `record = "status"`. */
export interface StatusRecord {
  /** Version of the ledger's records (`lambdas/ledger/schema.ts`). Absent in the ledger of an older control plane, which means 1. */
  readonly schema?: number;
  readonly status: EnvironmentStatus;
  /** Execution ARN of the holder; null when `open` or `frozen`. */
  readonly holder: string | null;
  /**
   * Id of the release or rollback that holds the environment, or held it last; null, with `since`, when there was none yet.
   */
  readonly work: string | null;
  readonly since: string | null;
  readonly fence: number;
  /** Acting step under way -> since when. */
  readonly intents: Readonly<Record<string, string>>;
  /** Since when maintenance mode is raised or being raised; null: it is not. */
  readonly maintenanceSince: string | null;
  /** From when to when maintenance mode was up last; null: never. Alarms look back to it. */
  readonly lastPage: { readonly since: string; readonly until: string } | null;
  /** Services that we stopped, with what they return to. The first write wins. */
  readonly stopped: Readonly<Record<string, StoppedService>>;
  /** Services whose automatic return by ECS a rollback has switched off, with what returned them before: it is put back. */
  readonly breakers: Readonly<Record<string, Returns>>;
  /** Rules and schedules that a fence has paused, by title, with what they are. Absent in the ledger of an older control plane. */
  readonly paused: Readonly<Record<string, Schedule>>;
  /** Service -> the task definition a release or rollback last switched it to. */
  readonly running: Readonly<Record<string, string>>;
  /** Since when tasks of checks may run; null or absent: none does. */
  readonly checkTasksAt?: string | null;
  /** Incident in hand, or null. */
  readonly incident: string | null;
}

/** What a stopped service returns to. */
export interface StoppedService {
  readonly desiredCount: number;
  /** Autoscaling as found; null when the service has none. */
  readonly suspended: Suspended | null;
}

/** Which features of ECS return a failed deployment of a service to the one before. */
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
  /** A dry run of an earlier version: today none is recorded. */
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
  /** Fencing number of the execution that ended it: whoever is called again knows its own work by it. Absent while it runs. */
  readonly closedWith?: number;
  readonly execution: string;
  readonly request: Release;
  readonly knownGood: KnownGood | null;
  readonly restorePoint: RestorePoint | null;
  /** Facts are written with the intent, before the call: they record what may have happened. */
  readonly fenced: boolean;
  /** When a fenced release let workers and users in again; null: not yet. */
  readonly openedAt: string | null;
  /** The migration's task, and when ECS was asked for it; null: it was not, or ECS has said that nothing of it ever ran. */
  readonly migrationTask: string | null;
  readonly migrationStartedAt: string | null;
  /** Which request to ECS that task is of: an earlier one found no capacity. Absent: the first. */
  readonly migrationAttempt?: number;
  /** Service -> the task definition it was (being) moved to. */
  readonly switched: Readonly<Record<string, string>>;
  /** A person reopened it after an incident: until somebody confirms it, alarms start no rollback of it. Absent: nobody did. */
  readonly reopened?: {
    readonly at: string;
    readonly by: string | null;
    readonly reason: string;
    readonly incident: string;
  };
  /** Its standby; absent: it has none. */
  readonly standby?: StandbyRecord;
  /** A person's confirmation that it is good, after nothing observed it. */
  readonly confirmed?: { readonly at: string; readonly by: string | null; readonly reason: string };
}

/** One rollback. Key: `record = "rollback#<id>"`. */
export interface RollbackRecord {
  readonly id: string;
  readonly outcome: 'running' | 'done' | Decision;
  readonly startedAt: string;
  /** Null while it runs. */
  readonly finishedAt: string | null;
  /** Fencing number of the execution that ended it: whoever is called again knows its own work by it. Absent while it runs. */
  readonly closedWith?: number;
  readonly execution: string;
  readonly incident: string;
  readonly criterion: Criterion;
  readonly trigger: Trigger;
  /** The newest release it undid; null while it runs, or when it undid none. */
  readonly release: string | null;
  /** Reasons for the freeze, as DevOps read them. */
  readonly because?: readonly string[];
  /** The quarantined database, and the one that serves now; null without a restore. */
  readonly quarantined: string | null;
  readonly restored: string | null;
  /** Where that one is, and its counts before users came to it: what was written to it since is known from these. Absent: an older rollback, or nothing was restored. */
  readonly serving?: { readonly resourceId: string; readonly host: string; readonly port: number };
  readonly baseline?: WriteCounts;
  /** It went forward again: `restored` was quarantined before. */
  readonly forward?: boolean;
  /** Settings that the restored instance is to have, and when Settle had applied them; absent until then. */
  readonly restoredWith?: DatabaseSettings;
  readonly settledAt?: string;
  /** What it made of the standby of the release that it undoes; absent: that had none. */
  readonly standby?: StandbyUse;
  /** Id under which it restores and saves: its own, or that of the unfinished rollback it continues. */
  readonly work: string;
  /**
   * The release that held the environment (before the rollback this one continues, if any), and its execution; null when
   * none did.
   */
  readonly takenFrom: { readonly release: string; readonly execution: string } | null;
}

/** What the watchdog remembers between two looks. Key: `record = "watchdog"`. */
/** Rules of a listener that lead to the application, by listener and ARN. */
export type LeadingRules = Readonly<
  Record<string, Readonly<Record<string, { readonly priority: string; readonly requests: string }>>>
>;

/** The rules that led to the application when the environment became open at that time. */
export interface LeftRules {
  readonly since: string | null;
  readonly listeners: LeadingRules;
}

export interface WatchdogRecord {
  readonly told: Readonly<Record<string, { readonly firstAt: string; readonly times: number }>>;
  /** Quarantined instance -> counters at the last look. */
  readonly counts: Readonly<Record<string, WriteCounts>>;
  /** Absent: no look has seen them yet. */
  readonly rules?: LeftRules;
}
