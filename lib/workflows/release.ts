import { LOCK_LOST } from '../../lambdas/model/errors.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { now } from './context.ts';
import { flow, type Part, scope } from './flow.ts';
import { differs, fieldByName } from './operators.ts';
import { runChecks } from './phases/checks.ts';
import { dryRunOfRelease } from './phases/dry-run.ts';
import { lowerMaintenance, raiseMaintenance } from './phases/maintenance.ts';
import { migrate } from './phases/migration.ts';
import { inspect, readRequest, takeLock } from './phases/request.ts';
import { createRestorePoint, snapshotBeforeTheFence } from './phases/restore-point.ts';
import { resumeServices, stopEverything } from './phases/services.ts';
import { registerTaskDefinitions, switchForward } from './phases/switch-forward.ts';
import { watchRelease } from './phases/watch.ts';
import { $, confirmation, release } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * A release, from a person's request to a good release or to the rollback of a failed one. Nothing is touched before the
 * announcement: a failure until then refuses the release and frees the environment. After it a failure starts the rollback,
 * and the release fails with its own error. Once it is closed it is over: later failures are reported and never undo it.
 */
export function releaseDefinition(w: Workflow): Part {
  return flow(
    scope(w.fail('The request was refused'), [
      w.takeSettings(),
      readRequest(w),
      w.when('Is it a confirmation?', differs($.confirmation, null), confirm(w)),
      w.when(STATES.isItADryRun, release.dryRun, dryRunOfRelease(w)),
      takeLock(w),
    ]),
    scope(refuse(w), [inspect(w)]),
    scope(startRollback(w), [
      announce(w),
      recordKnownGood(w),
      w.when('Is the migration breaking?', release.fenced, fence(w)),
      createRestorePoint(w),
      registerTaskDefinitions(w),
      migrate(w),
      switchForward(w),
      runChecks(w, { affected: release.affected, bypass: release.fenced }),
      w.when('Is the environment fenced?', release.fenced, open(w)),
      watchRelease(w),
      close(w),
    ]),
    w.orTell(writeChangeRecord(w), 'change-record'),
    reportDone(w),
  );
}

function confirm(w: Workflow): Part {
  const confirmed = w.task(STATES.confirmTheRelease, w.steps.confirmRelease, { now, confirmation });
  return flow(
    confirmed,
    w.tell('Tell that the release is confirmed', 'teams', {
      kind: 'release-confirmed',
      version: confirmed.output.version,
      reason: confirmation.reason,
      requestedBy: confirmation.requestedBy,
    }),
    w.succeed('The release is confirmed'),
  );
}

function refuse(w: Workflow): Part {
  return flow(
    w.task('Free the environment', w.steps.closeRelease, {
      lock: $.lock,
      now,
      release: release.id,
      ended: 'refused',
      observed: null,
    }),
    w.tell('Tell that the release was refused', 'devops', {
      kind: 'release-refused',
      version: release.version,
      cause: $.problem.cause,
    }),
    w.fail('The release was refused'),
  );
}

/** Not for a release that lost the lock: its rollback already runs, and a second one would only be reported. */
function startRollback(w: Workflow): Part {
  const start = w.task('Start the rollback', w.steps.startRollback, {
    release: release.id,
    version: release.version,
    error: $.problem.error,
    cause: $.problem.cause,
  });
  return flow(
    w.when(STATES.doesThisReleaseStillHoldTheEnvironment, differs($.problem.error, LOCK_LOST), start),
    w.fail('The release failed'),
  );
}

const announcement = (to: 'devops' | 'teams') =>
  ({
    kind: 'release-announced',
    to,
    of: release.kind,
    version: release.version,
    reason: release.reason,
    requestedBy: release.requestedBy,
    impact: release.impact,
    plan: release.plan,
    fenced: release.fenced,
    warnings: $.warnings,
  }) as const;

const announce = (w: Workflow): Part =>
  flow(
    w.tell(STATES.announceTheRelease, 'teams', announcement('teams')),
    w.tell('Tell DevOps that the release begins', 'devops', announcement('devops')),
  );

const recordKnownGood = (w: Workflow): Part =>
  w.task(STATES.recordTheKnownGood, w.steps.recordKnownGood, {
    lock: $.lock,
    now,
    release,
    services: $.inspection.services,
    database: $.inspection.database,
    configurationPaths: w.configuration.configurationPaths,
    pointerParameter: w.settings.pointerParameter,
  });

const fence = (w: Workflow): Part =>
  flow(
    snapshotBeforeTheFence(w),
    raiseMaintenance(w, 'release'),
    stopEverything(w, {
      counts: fieldByName($.inspection.services, 'desiredCount'),
      database: $.inspection.database,
      unreachable: 'fails',
    }),
  );

const open = (w: Workflow): Part => flow(resumeServices(w, { release: release.id }), lowerMaintenance(w));

const close = (w: Workflow): Part =>
  w.task(
    STATES.closeTheRelease,
    w.steps.closeRelease,
    { lock: $.lock, now, release: release.id, ended: 'watched', observed: $.observed },
    () => ({ changeRecord: null }),
  );

const writeChangeRecord = (w: Workflow): Part => {
  const { language, timeZone, database } = w.configuration;
  const prices = database.retention?.prices ?? null;
  return w.task(
    STATES.writeTheChangeRecord,
    w.steps.writeChangeRecord,
    { now, language, timeZone, release: release.id, checks: $.checks, observed: $.observed, prices },
    (answer) => ({ changeRecord: answer.page }),
  );
};

const done = (to: 'devops' | 'teams') =>
  ({
    kind: 'release-done',
    to,
    version: release.version,
    reason: release.reason,
    observed: $.observed,
    changeRecord: $.changeRecord,
  }) as const;

const reportDone = (w: Workflow): Part =>
  flow(
    w.tell('Tell that the release is done', 'teams', done('teams')),
    w.tell('Tell DevOps that the release is done', 'devops', done('devops')),
    w.succeed('The release is done', {
      release: release.id,
      version: release.version,
      observed: $.observed,
      changeRecord: $.changeRecord,
    }),
  );
