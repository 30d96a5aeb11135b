import type { Drill } from '../../lambdas/model/drill.ts';
import type { UserRequests } from '../../lambdas/model/incident.ts';
import type { Lock } from '../../lambdas/model/lock.ts';
import type { Confirmation, Release, RestorePoint } from '../../lambdas/model/release.ts';
import type { Trigger } from '../../lambdas/model/rollback.ts';
import type { Sequences } from '../../lambdas/model/sequences.ts';
import type { Attempts } from '../../lambdas/model/settling.ts';
import type { StandbyUse, Standing } from '../../lambdas/model/standby.ts';
import type { Warmth } from '../../lambdas/model/warmth.ts';
import type { LostWrites, TimedCount, WriteCounts } from '../../lambdas/model/writes.ts';
import type { Serving } from '../../lambdas/requests/close-rollback/contract.ts';
import type { Switch } from '../../lambdas/services/switch-service/contract.ts';
import type { OutputOf } from '../steps/catalogue.ts';
import type { Problem } from './context.ts';
import { type Given, present, variables } from './expression.ts';
import type { Settings } from './settings.ts';
import type { OfBackupDrill, OfStandby } from './variables-aside.ts';

/**
 * Every variable of the workflows: its type, the states that assign it, and when it is absent. `test/lib/variables.test.ts`
 * fails when any way through a workflow uses one before it is assigned.
 */
interface Variables
  extends OfBoth,
    OfRelease,
    OfRollback,
    OfSwitching,
    OfRestoring,
    OfStandby,
    OfSettle,
    OfBackupDrill {}

interface OfBoth {
  /** *Read the request*, *Read what started the rollback*: the configuration as steps take it. Settle has none. */
  readonly settings: Settings;
  /** *Take the lock*, *Take over the lock*. */
  readonly lock: Lock;
  /** *Begin the dry run*: none. *Read what started the rollback*: why it would be refused. Each state of a dry run adds its own. */
  readonly problems: readonly string[];
  /** Assigned in the Catch of any failed state; absent until then. */
  readonly problem: Problem;
  /** *Begin to raise maintenance mode …*, *Begin to lower maintenance mode …*: when. */
  readonly raisingSince: string;
  readonly loweringSince: string;
  /** *Stop all services*: when. */
  readonly stoppedAt: string;
  /** *Look whether all tasks have stopped*, *The services are switched*: since when sessions are being ended. */
  readonly endingSince: string;
  /** *Resume the services …*: what runs again, and since when. */
  readonly resumed: OutputOf<'resume-services'>['resumed'];
  readonly resumedAt: string;
  /** *Begin the watch*: when. */
  readonly watchSince: string;
  /** *Run the checks*, *Look at the check tasks*: those that passed. A rollback has none until then: *Take over the lock* assigns an empty list. */
  readonly checks: OutputOf<'run-checks'>['passed'];
  /** *Run the checks*: those that are tasks and are to run; *Start the check tasks*, *Look at the check tasks*: how far they are. */
  readonly checkTasks: OutputOf<'run-checks'>['tasks'];
  /** *Register the task definitions*, *Pin the known good*: services to switch, in order. */
  readonly switches: readonly Switch[];
  /** *Begin to ask for the snapshot before the fence*, *Begin to ask for the restore point*, *Begin to ask for the safety snapshot*: since when RDS is asked. */
  readonly askingSince: string;
}

interface OfRelease {
  /** *Read the request*; null in a confirmation, which leaves at *Is it a confirmation?*. */
  readonly release: Release | null;
  /** *Read the request*; null in a release. */
  readonly confirmation: Confirmation | null;
  /** *Try the probes*. */
  readonly probes: OutputOf<'try-probes'>;
  /** *Inspect the environment*: what the release begins from. */
  readonly inspection: NonNullable<OutputOf<'inspect-environment'>['found']>;
  /** The same; *Inspect the read role* adds its own. *Begin the dry run*: none. */
  readonly warnings: readonly string[];
  /** *Inspect the environment for the dry run*; *Begin the dry run*: null, and where it could not be inspected. */
  readonly readiness: OutputOf<'inspect-environment'> | null;
  /** *Count the writes before the restore point*, *… after the restore point*. */
  readonly before: WriteCounts;
  readonly after: WriteCounts;
  /** *Create the snapshot before the fence*, *Create the restore point*: its snapshot, and when it was asked for; *This is the point in time*: when. */
  readonly snapshot: OutputOf<'create-snapshot'>['snapshot'];
  readonly snapshotAt: string;
  /** *Record the restore point*, *… the point in time*, and *Record the baseline of lost writes* once more; null: none. */
  readonly restorePoint: RestorePoint | null;
  /** *Register the task definitions*. */
  readonly targets: OutputOf<'register-task-definitions'>['targets'];
  /** *Begin to ask for the migration*: since when; absent without a migration. */
  readonly migrationAskingSince: string;
  /** The same: 0; *Start the migration*, *Look at the migration*: one more where there was no capacity. */
  readonly migrationAttempt: number;
  /** *Start the migration*: its task, or null where there was no capacity, and when; absent without a migration. */
  readonly migrationTask: OutputOf<'start-migration'>['task'];
  readonly migrationAt: string;
  /** *Count the writes after the migration*; absent without a fenced migration. */
  readonly baseline: WriteCounts;
  /** *Watch the alarms*. */
  readonly observed: OutputOf<'look-at-alarms'>['observed'];
  /** *Write the change record*: its address; *Close the release*: null, none yet. */
  readonly changeRecord: string | null;
}

interface OfRollback {
  /** *Plan the rollback*, of a dry run. */
  readonly planned: OutputOf<'plan-rollback'>;
  /** *Read what started the rollback*; null: it is no drill. */
  readonly drill: Drill | null;
  /** *Read what started the rollback*: its id, and what started it. */
  readonly rollback: OutputOf<'read-rollback-trigger'>['id'];
  readonly trigger: Trigger;
  /** *Take over the lock*: its answer, parts of it, and when. */
  readonly taken: OutputOf<'take-over-lock'>;
  readonly incident: OutputOf<'take-over-lock'>['incident'];
  readonly work: OutputOf<'take-over-lock'>['work'];
  readonly takenAt: string;
  /** *The release has stopped*: since when its migration is being stopped. */
  readonly migrationStopAt: string;
  /** *Triage*. */
  readonly triage: OutputOf<'triage'>;
  /** What a dry run has found, by its states; *Begin the dry run*: null, and where a state fails. */
  readonly foundKnownGood: OutputOf<'inspect-known-good'> | null;
  readonly foundRestorePoint: OutputOf<'inspect-restore-point'> | null;
  readonly foundCounted: OutputOf<'count-lost-writes'> | null;
  /** *Triage*: why it is decided so; later states add their reasons. */
  readonly because: readonly string[];
  /** *Inspect the known good*: containers whose image is gone; *Take over the lock*: none. */
  readonly missing: OutputOf<'inspect-known-good'>['missing'];
  readonly deleted: OutputOf<'inspect-known-good'>['deleted'];
  /** *Count the lost writes …*; *Take over the lock* assigns that they are not counted. */
  readonly lost: LostWrites;
  /** The same states: when; null until then. */
  readonly countedAt: string | null;
  /** *Take over the lock*: none. *Count the lost writes …*, *Estimate the writes at stake*: with its own. */
  readonly counts: readonly TimedCount[];
  /** *Freeze the environment*: users are in; absent until then. */
  readonly frozenOpen: boolean;
  /** *Inspect the restore point*: whether it can be restored, as far as is known; *Take over the lock*: yes. */
  readonly restorable: boolean;
  /** *Close the rollback*: from when to when users got the page in this incident; *Take over the lock*: null. */
  readonly outage: OutputOf<'close-rollback'>['outage'];
  /** *Restore beside, save the live one*: the instance beside the live one, and what proves it; *Take over the lock*: null, none. */
  readonly restored: string | null;
  readonly proof: readonly string[];
  /** The same: where it is, and its counters before users come to it; null: nothing was restored. */
  readonly serving: Serving | null;
  readonly restoredCounts: WriteCounts | null;
  /** The same: what was read of it before users come back; null: nothing was restored. */
  readonly warmed: Warmth | null;
  /** The same: whether that instance is the release's standby; null: it has none, or nothing was restored. */
  readonly standby: StandbyUse | null;
  /** The same: settings that instance is to have, and those that were changed since the known good; null, and none, until then. */
  readonly restoredSettings: OutputOf<'restore-database'>['settings'] | null;
  readonly changedSettings: OutputOf<'restore-database'>['changed'];
  /** The same; absent where nothing is restored. */
  readonly restoredHost: string;
  readonly restoredPort: number;
  /** The same; null until then, and where none could be started. */
  readonly safetySnapshot: string | null;
  /** *Quarantine the replaced database*: the instance; null until then. */
  readonly quarantined: string | null;
  /** The same, and *Put the configuration back*. */
  readonly configuration: OutputOf<'put-configuration-back'>;
  /** *Quarantine the replaced database*, *End the sessions on the quarantined database*; false until then. */
  readonly readOnly: boolean;
  /** *Quarantine the replaced database*: what PostgreSQL refused to close; none until then. */
  readonly notClosed: readonly string[];
  /** *The replaced database is quarantined*: since when its sequences are followed. */
  readonly advancingSince: string;
  /** *Advance the sequences of the restored database*; null until then. */
  readonly sequences: Sequences | null;
  /** *Count the lost writes …*: the role that counts; null until then. */
  readonly reader: string | null;
  /** *Watch the alarms*: those that fire. */
  readonly firing: OutputOf<'look-at-alarms'>['firing'];
  /** *Write the post-mortem*, also *of the reopening*: what users got; *Take over the lock*: not asked yet. */
  readonly users: UserRequests;
  /** *Write the post-mortem*, also *of the reopening*: its address; null until then. */
  readonly postMortem: string | null;
}

/** Inside *Switch order by order*, of the services of one order. */
interface OfSwitching {
  /** *Begin with an order*: the services of the order. */
  readonly due: readonly Switch[];
  /** *Switch the services*: the deployments to wait for. */
  readonly switched: readonly OutputOf<'switch-service'>[];
  /** *The services are asked for*: since when they are waited for. */
  readonly switchedAt: string;
}

/** Inside *Restore beside, save the live one*, and of Settle. */
interface OfWarming {
  /** *Begin to warm the restored database*, *Begin to settle*: what was read before. *Warm the restored database*, *Go on warming the database*: with this look. */
  readonly warmth: Warmth;
  /** *Begin to warm the restored database*, *Begin to settle*: since when. */
  readonly warmingSince: string;
  /** The same tasks, in their Catch; absent when they could be run. */
  readonly unwarmed: Problem;
}

/** Inside *Restore beside, save the live one*. */
interface OfRestoring extends OfWarming {
  /** *Look at the standby*, *The standby cannot be used*, *The release has no standby*: whether it can be used. */
  readonly standing: Standing;
  /** *Look at the standby*, *Prove the standby once more*, in their Catch; absent when it could be looked at. */
  readonly unlooked: Problem;
  /** *Restore the database beside the live one*: the instance, and when. */
  readonly restoring: OutputOf<'restore-database'>['instance'];
  readonly restoringAt: string;
  /** The same: its answer. */
  readonly given: OutputOf<'restore-database'>;
  /** *Look at the restored database*. */
  readonly instance: OutputOf<'look-at-restored-database'>;
  /** *Let the application into the restored database*: whether its password was set, and since when the database is proven. */
  readonly letIn: OutputOf<'let-application-in'>;
  /** *Begin to warm the restored database*: what proves it. */
  readonly proven: OutputOf<'prove-database'>['facts'];
  readonly counted: OutputOf<'prove-database'>['counts'];
  readonly provingAt: string;
  /** *Start the safety snapshot*, in its Catch; absent when it could be started. */
  readonly unsaved: Problem;
}

/** Of a standby, besides what it has in common with a restore: `provingAt`, `proven`, `counted`, `warmth`, `instance`. */
interface OfSettle extends OfWarming {
  /** *Look whether the database has settled*. */
  readonly settled: OutputOf<'look-at-settling'>;
  /** *Begin to settle*: none; *Apply a setting that is owed*: with its own. */
  readonly attempts: Attempts;
}

/** Variables that a state assigns. */
export type Assign = { readonly [Name in keyof Variables]?: Given<Variables[Name]> };

export const $ = variables<Variables>();

/** After *Is it a confirmation?* there is a release. */
export const release = present($.release);
/** On the branch of a confirmation there is one. */
export const confirmation = present($.confirmation);
/**
 * A rollback freezes or goes back only if triage has found a release. It goes back only to a known good and, with the
 * database, a restore point.
 */
export const undoneRelease = present($.triage.release.id);
export const undoneVersion = present($.triage.release.version);
export const known = present($.triage.release.knownGood);
export const returnPoint = present($.triage.release.restorePoint);
/** A restored instance that is ready has an endpoint. */
export const restoredHost = present($.instance.host);
