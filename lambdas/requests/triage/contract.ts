import type { Language, OnFreeze, Pointer, RollbackPolicy } from '../../model/environment.ts';
import type { KnownGood, RestorePoint } from '../../model/release.ts';
import type { Decision, Trigger, Ways } from '../../model/rollback.ts';
import type { LostWrites, WriteCounts } from '../../model/writes.ts';

export interface Input {
  readonly now: string;
  /** Language of the reasons, which people read. */
  readonly language: Language;
  readonly trigger: Trigger;
  /** The environment's services: their task definitions are compared with what was left. */
  readonly cluster: string;
  readonly services: readonly string[];
  /** Release that the lock was taken from; null: none. */
  readonly takenFrom: string | null;
  readonly pointer: Pointer;
  readonly policy: RollbackPolicy;
  /** `database.onFreeze` */
  readonly onFreeze: OnFreeze;
  /** An older release is not the cause of an alarm. This limits alarms, not people. */
  readonly windowMinutes: number;
  /** `maintenance.forServicesOnly` */
  readonly pageForServicesOnly: boolean;
}

/** What the incident calls for, and the facts needed to do it. */
export interface Output {
  readonly decision: Decision;
  /** Going forward again, to the database that a rollback has quarantined. */
  readonly forward: boolean;
  readonly because: readonly string[];
  /** Rollbacks of the last 30 days with the same criterion. */
  readonly recurrence: number;
  /** A freeze leaves users in: the policy says so, and nothing is raised, stopped or unfit for them. */
  readonly staysOpen: boolean;
  /** Users get the page while services go back. */
  readonly page: boolean;
  readonly release: Candidate;
  /** The newest release that it is about, by its id and version; null: none. */
  readonly about: { readonly id: string; readonly version: string } | null;
  /** What a person could decide instead. */
  readonly ways: Ways;
  /** Images that a person chose to go back with, by `<service>` or `<service>/<container>`. */
  readonly images: Readonly<Record<string, string>>;
}

/**
 * The release to undo, with those before it when a person wants the result of an older one. Without a release, fields are
 * null or empty.
 */
export interface Candidate {
  /** The newest release undone: users know it as the bad version. */
  readonly id: string | null;
  /** Every release undone, newest first. */
  readonly undone: readonly string[];
  /** The release that the lock was taken from, when it had changed nothing and another is undone: it was only stopped. */
  readonly passedOver: string | null;
  readonly version: string | null;
  /** When the newest ended; null: it runs, or was stopped. */
  readonly finishedAt: string | null;
  readonly affected: readonly string[];
  /** Without its parameters: the step that puts them back reads them. */
  readonly knownGood: Omit<KnownGood, 'parameters'> | null;
  /** Release whose record holds it, parameters included; null going forward again, which leaves parameters as they are. */
  readonly recordedBy: string | null;
  readonly restorePoint: RestorePoint | null;
  /** The standby of it, and the release that has it; null: there is none. Whether it may be used is looked at when it is due. */
  readonly standby: { readonly release: string; readonly instance: string } | null;
  readonly baseline: WriteCounts;
  /** Writes lost although the fence held since before the restore point; null: no fence held. */
  readonly behindFence: LostWrites | null;
  /** Services to switch back: those the release moved, and those at zero behind a fence. */
  readonly moved: readonly string[];
  /** Service -> task definitions it may run before it is switched back. Any other is somebody else's change. */
  readonly accepts: Readonly<Record<string, readonly string[]>>;
  /** Maintenance mode is raised or services are stopped, whoever did it. */
  readonly halfWay: boolean;
}
