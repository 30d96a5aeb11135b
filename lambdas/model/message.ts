import type { AutomationOff } from './automation.ts';
import type { BackupDrillMessage } from './backup-drill-message.ts';
import type { Drill } from './drill.ts';
import type { Criterion } from './environment.ts';
import type { Escalation } from './escalation-message.ts';
import type { Finding } from './finding.ts';
import type { Outage, UserRequests } from './incident.ts';
import type { Owed, UnreadMeasures } from './measures.ts';
import type { Migration } from './release.ts';
import type { ReleaseMessage } from './release-message.ts';
import type { Expiring, NotDeleted, Prices } from './retention.ts';
import type { Decision, Trigger, Ways } from './rollback.ts';
import type { SecondPersonMessage } from './second-person-message.ts';
import type { Sequences } from './sequences.ts';
import type { AskedChange, Difference, RefusedChange } from './settling.ts';
import type { StandbyUse } from './standby.ts';
import type { StandbyMessage } from './standby-message.ts';
import type { Warmth } from './warmth.ts';
import type { LostWrites, TimedCount } from './writes.ts';

/** Every message as facts; the environment's language turns them into words. */
export type Message =
  | ReleaseMessage
  | SecondPersonMessage
  | { readonly kind: 'trigger-not-acted-on'; readonly trigger: Trigger; readonly why: string }
  /** A marked alarm went the whole way, and nothing was touched: what it would have come to. */
  | {
      readonly kind: 'drill';
      readonly drill: Drill;
      readonly trigger: Trigger;
      /** What a dry run answers. */
      readonly planned: {
        readonly decision: Decision;
        readonly because: readonly string[];
        /** Why it would be held back. */
        readonly problems: readonly string[];
        /** Null: nothing would go back. */
        readonly target: { readonly version: string } | null;
        readonly plan: readonly string[];
      };
      readonly longestMinutes: Ways['longestMinutes'];
    }
  /** A person has switched off that alarms start rollbacks. */
  | {
      readonly kind: 'automation-off';
      readonly off: AutomationOff;
      /** ARN of the rollback workflow, which a person can still start. */
      readonly rollback: string;
    }
  | {
      readonly kind: 'automation-on';
      /** As it was off. */
      readonly off: AutomationOff;
      readonly at: string;
      /** Who switched it on, and why; `reason` null: its time was over. */
      readonly by: string | null;
      readonly reason: string | null;
      /** Alarms that rang meanwhile and started no rollback -> when. One that is still in ALARM starts none either. */
      readonly rang: Readonly<Record<string, string>>;
      readonly rollback: string;
    }
  | {
      readonly kind: 'rollback-started';
      /** Forward again, to the quarantined database: `version` is left, and nothing is undone. */
      readonly forward: boolean;
      readonly trigger: Trigger;
      readonly decision: Decision;
      readonly because: readonly string[];
      readonly version: string;
      readonly returnsTo: string;
      readonly undoneCommit: string | null;
      readonly incident: string;
      readonly recurrence: number;
    }
  | {
      readonly kind: 'rollback-announced';
      /** Forward again, to the quarantined database: `version` is left, and nothing is undone. */
      readonly forward: boolean;
      /** The incident was announced before: a person has decided, and the work goes on. */
      readonly again: boolean;
      /** Teams get a person's reason as it is, and no text of a metric or of an error. */
      readonly trigger: Trigger;
      readonly version: string;
      readonly maintenance: boolean;
    }
  | {
      readonly kind: 'maintenance-unproven';
      /** What goes on: `services` is a rollback without the database, in which the services keep running. */
      readonly during: 'release' | 'rollback' | 'services' | 'freeze';
      readonly seen: readonly string[];
    }
  | {
      readonly kind: 'frozen';
      /** Users stay in: nothing is raised or stopped (`database.onFreeze`). */
      readonly open: boolean;
      /** `maintenance.forServicesOnly`: users get the page while services go back. */
      readonly pageForServicesOnly: boolean;
      readonly incident: string;
      /** What started the incident first: what is decided about it carries its criterion on. */
      readonly trigger: Trigger;
      readonly because: readonly string[];
      readonly lost: LostWrites;
      readonly version: string;
      /** Containers whose image is gone, by `<service>` or `<service>/<container>`: a decision to go back names one for each. */
      readonly missing: readonly string[];
      /** Services whose task definition ECS has deleted: they cannot go back to that known good at all. */
      readonly deleted: readonly string[];
      /** Release whose result was asked for; null: none. */
      readonly to: string | null;
      readonly ways: Ways;
      /** False: the restore point was looked at, and is not fit. */
      readonly restorable: boolean;
      /** What gives up writes is asked by one person and confirmed by another (`requireSecondPerson`). Absent: by one. */
      readonly secondPerson?: true;
    }
  /** To the teams: a person has to decide. */
  | {
      readonly kind: 'freeze-announced';
      /** Users stay in meanwhile. */
      readonly open: boolean;
      readonly criterion: Criterion;
      readonly version: string;
    }
  /** To the teams: a person let users in again, as it was. */
  | {
      readonly kind: 'reopened';
      /** Users had the page, or services were stopped; otherwise they were in all the time. */
      readonly closed: boolean;
      readonly version: string | null;
      readonly reason: string;
      readonly outage: Outage | null;
      /** What users got from the beginning of the harm on; absent: the execution began under an older control plane. */
      readonly users?: UserRequests;
    }
  /** To the teams, while it lasts: nothing has ended since the last word. */
  | { readonly kind: 'news'; readonly status: 'frozen' | 'rolling-back'; readonly maintenance: boolean }
  | { readonly kind: 'alarm-during-watch'; readonly alarms: readonly string[] }
  | {
      readonly kind: 'rollback-done';
      /** Forward again, to the quarantined database: `version` is left, and nothing is undone. */
      readonly forward: boolean;
      readonly incident: string;
      /** What started the incident first. */
      readonly trigger: Trigger;
      readonly decision: Decision;
      readonly version: string;
      readonly returnsTo: string;
      /** When the incident's harm began, whichever execution ends it. */
      readonly began: string;
      /** Page of the whole incident; null: users got none. */
      readonly outage: Outage | null;
      /** What users got from the beginning of the harm on. */
      readonly users: UserRequests;
      /** The strongest migration that had started, of what was undone. */
      readonly migration: Migration;
      readonly lost: LostWrites;
      /** Null: nothing was restored. */
      readonly restored: string | null;
      readonly quarantined: string | null;
      /** The quarantined database is read-only; false: nobody could connect to it. */
      readonly readOnly: boolean;
      /** What PostgreSQL refused to close of the quarantined instance, and why. */
      readonly notClosed: readonly string[];
      /** Every count of this rollback, oldest first; absent: it began under an older control plane. */
      readonly counts?: readonly TimedCount[];
      /** Null: nothing was restored. */
      readonly sequences: Sequences | null;
      /** Null: nothing was restored. */
      readonly warmed: Warmth | null;
      /** Null: there is none. */
      readonly safetySnapshot: string | null;
      /** What became of the release's standby; null: it had none. Absent: it began under an older control plane. */
      readonly standby?: StandbyUse | null;
      readonly proof: readonly string[];
      readonly leftConfiguration: readonly string[];
      /** Null: it could not be written. */
      readonly postMortem: string | null;
    }
  | {
      readonly kind: 'back-to-normal';
      /** Forward again, to the quarantined database: `version` is left, and nothing is undone. */
      readonly forward: boolean;
      readonly version: string;
      /** When the incident's harm began, whichever execution ends it. */
      readonly began: string;
      /** Page of the whole incident; null: users got none. */
      readonly outage: Outage | null;
      /** What users got from the beginning of the harm on. */
      readonly users: UserRequests;
      /** The strongest migration that had started, of what was undone. */
      readonly migration: Migration;
      /** The instance that serves now; null: nothing was restored, so nothing is lost. */
      readonly restored: string | null;
      readonly lost: LostWrites;
      /** Alarms that still ring: the message then does not say that the application works again. */
      readonly firing: readonly string[];
    }
  | {
      readonly kind: 'nothing-changed';
      /** Something was raised or stopped. */
      readonly closed: boolean;
      /** Release that it is about; null: none. */
      readonly release: { readonly id: string; readonly version: string } | null;
      readonly trigger: Trigger;
      readonly decision: Decision;
      readonly because: readonly string[];
    }
  | {
      readonly kind: 'left-undone';
      readonly what: 'change-record' | 'post-mortem' | 'settle' | 'migration-sessions' | 'standby';
      readonly cause: string;
    }
  | {
      readonly kind: 'deletion-announced';
      readonly items: readonly Expiring[];
      /** Null: none are configured. */
      readonly prices: Prices | null;
    }
  | {
      readonly kind: 'deletion-done';
      readonly deleted: readonly Expiring[];
      /** What AWS refused to date or to delete. */
      readonly refused: readonly NotDeleted[];
    }
  | BackupDrillMessage
  | StandbyMessage
  | { readonly kind: 'watchdog'; readonly findings: readonly Finding[] }
  | { readonly kind: 'safety-snapshot-missing'; readonly instance: string; readonly cause: string }
  | {
      readonly kind: 'settled';
      readonly instance: string;
      readonly safetySnapshot: string | null;
      /** `available`, `failed`, `none`, … */
      readonly snapshotStatus: string;
      /** Nothing was compared: the application uses another database by now. */
      readonly replaced: boolean;
      readonly differences: readonly Difference[];
      /** Changes that were asked for, once for each time. */
      readonly applied: readonly AskedChange[];
      readonly refused: readonly RefusedChange[];
      /** Settings that were changed between the known good and the restore. */
      readonly changed: readonly Difference[];
      readonly warmth: Warmth;
    }
  | { readonly kind: 'reminder'; readonly incident: string; readonly postMortem: string | null }
  /** What is owed after incidents: corrective measures, and their evaluation. */
  | { readonly kind: 'measures'; readonly owed: readonly Owed[]; readonly unread: readonly UnreadMeasures[] }
  | Escalation;
