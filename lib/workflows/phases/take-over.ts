import { Duration } from 'aws-cdk-lib';
import { STEP_IN_FLIGHT_SECONDS } from '../../../lambdas/model/limits.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { execution, moment, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { aTenth } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** After this time no acting step of the last holder is in flight. */
const STEP_IN_FLIGHT = Duration.seconds(STEP_IN_FLIGHT_SECONDS);
/** A release that started this rollback gets this long to fail with its own error. */
const GRACE_SECONDS = 60;
/** Its step has no limit: Step Functions ends what is asked to stop. What remains is the grace, and a few looks. */
const RELEASE_ENDED_WITHIN_MINUTES = 5;
const MIGRATION_STOPPED_WITHIN_MINUTES = 10;
/** Users wait for what follows, and an execution that is stopped ends within a second or two. */
const SOON = { soonest: 2, latest: 15 };

/** Takes the environment. Also assigns a first value to every fact that some paths never find out but still report. */
export function takeOver(w: Workflow): Part {
  return w.task(
    STATES.takeOverTheLock,
    w.steps.takeOverLock,
    { id: $.rollback, trigger: $.trigger, holder: execution.arn, now },
    (answer) => ({
      lock: answer.lock,
      incident: answer.incident,
      work: answer.work,
      taken: answer,
      takenAt: now,
      outage: null,
      restorable: true,
      lost: { known: false, why: 'not counted' },
      countedAt: null,
      counts: [],
      restored: null,
      restoredSettings: null,
      changedSettings: [],
      proof: [],
      quarantined: null,
      readOnly: false,
      reader: null,
      notClosed: [],
      sequences: null,
      warmed: null,
      standby: null,
      serving: null,
      restoredCounts: null,
      safetySnapshot: null,
      configuration: { putBack: [], left: [] },
      postMortem: null,
      users: { known: false, why: 'not-asked' },
      checks: [],
      missing: [],
      deleted: [],
    }),
  );
}

/** Stops what the last holder was doing: its execution, its step in flight, its migration task. */
export function stopTheLastHolder(w: Workflow): Part {
  const stop = w.task(STATES.stopTheRelease, w.steps.stopRelease, {
    moment,
    since: $.takenAt,
    execution: $.taken.execution,
    trigger: $.trigger,
    graceSeconds: GRACE_SECONDS,
  });
  const migration = w.task(STATES.stopTheMigration, w.steps.stopMigration, {
    lock: $.lock,
    moment,
    since: $.migrationStopAt,
    cluster: w.settings.cluster,
    release: $.taken.release,
    limitMinutes: MIGRATION_STOPPED_WITHIN_MINUTES,
  });
  return flow(
    w.lookUntil(stop, {
      ...{ question: 'Has the release ended?', done: (seen) => seen.ended },
      ...{ pace: aTenth($.takenAt, SOON), withinMinutes: RELEASE_ENDED_WITHIN_MINUTES },
    }),
    w.when('Is a step in flight?', $.taken.inFlight, w.wait(STATES.letTheStepInFlightEnd, STEP_IN_FLIGHT)),
    w.pass('The release has stopped', { assign: { migrationStopAt: now } }),
    w.lookUntil(migration, {
      question: 'Has the migration stopped?',
      done: (seen) => seen.stopped,
      pace: aTenth($.migrationStopAt, SOON),
      withinMinutes: MIGRATION_STOPPED_WITHIN_MINUTES,
    }),
  );
}
