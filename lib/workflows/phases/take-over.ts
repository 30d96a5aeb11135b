import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';

/** An acting step ends within 30 s; then none of the last holder's is in flight. */
const STEP_IN_FLIGHT = Duration.seconds(35);
/** A release that started this rollback is about to fail with its own error. */
const GRACE_SECONDS = 60;

/** Stops what the last holder was doing: its execution, its step in flight, its migration task. */
export function stopTheLastHolder(w: Workflow, s: Settings): sfn.Chain {
  const stop = w.task('Stop the release', w.steps.stopRelease, {
    moment,
    since: jsonata('$takenAt'),
    execution: jsonata('$taken.execution'),
    reason: jsonata("'Rolled back: ' & $trigger.reason"),
    graceSeconds: jsonata(`$trigger.kind = 'failed-release' ? ${GRACE_SECONDS} : 0`),
  });
  const wait = sfn.Wait.jsonata(w, 'Let the step in flight end', { time: sfn.WaitTime.duration(STEP_IN_FLIGHT) });
  const beginMigration = sfn.Pass.jsonata(w, 'The release has stopped', { assign: { migrationStopAt: now } });
  const migration = w.task('Stop the migration', w.steps.stopMigration, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$migrationStopAt'),
    cluster: s.cluster,
    release: jsonata('$taken.release'),
    limitMinutes: 10,
  });
  return w
    .lookUntil(stop, 'Has the release ended?', jsonata('$states.input.ended'), Duration.seconds(5))
    .next(w.ifThen('Is a step in flight?', jsonata('$taken.inFlight'), wait))
    .next(beginMigration)
    .next(w.lookUntil(migration, 'Has the migration stopped?', jsonata('$states.input.stopped'), Duration.seconds(5)));
}
