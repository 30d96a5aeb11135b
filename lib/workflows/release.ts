import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { LOCK_LOST } from '../../lambdas/model/errors.ts';
import { Arns } from '../naming/arns.ts';
import { jsonata, now } from './expression.ts';
import { lowerMaintenance, raiseMaintenance } from './phases/maintenance.ts';
import { migrate } from './phases/migration.ts';
import { createRestorePoint } from './phases/restore-point.ts';
import { resumeServices, stopEverything, switchServices } from './phases/services.ts';
import { watchRelease } from './phases/watch.ts';
import { settings } from './settings.ts';
import { answer, type Workflow } from './workflow.ts';

/** A release, from a person's request to a good release, or to the rollback of a failed one. */
export function releaseDefinition(w: Workflow): sfn.Chain {
  const c = w.configuration;
  const s = settings(c);
  const fenced = jsonata("$release.migration = 'breaking'");
  const audiences = (['devops', 'teams'] as const).map((name) => ({ name, topic: w.topic(name) }));

  // Nothing is touched before the announcement: a failure up to there refuses the release and frees the environment.
  const refusedAtOnce = sfn.Fail.jsonata(w, 'The request was refused', {
    error: jsonata('$problem.error'),
    cause: jsonata('$problem.cause'),
  });
  const refused = sfn.Fail.jsonata(w, 'The release was refused', {
    error: jsonata('$problem.error'),
    cause: jsonata('$problem.cause'),
  });
  const closeRefused = w
    .task('Free the environment', w.steps.closeRelease, {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      outcome: 'refused',
    })
    .next(
      w.tell('Tell that the release was refused', 'devops', {
        kind: 'release-refused',
        version: jsonata('$release.version'),
        cause: jsonata('$problem.cause'),
      }),
    )
    .next(refused);
  // From the announcement on, a failure starts the rollback, and the release fails with its own error.
  const failed = sfn.Fail.jsonata(w, 'The release failed', {
    error: jsonata('$problem.error'),
    cause: jsonata('$problem.cause'),
  });
  // A release that lost the lock is being rolled back already: a second trigger would only be told as one.
  const startRollback = w
    .ifThen(
      'Does this release still hold the environment?',
      jsonata(`$problem.error != '${LOCK_LOST}'`),
      w.task('Start the rollback', w.steps.startRollback, {
        release: jsonata('$release.id'),
        version: jsonata('$release.version'),
        error: jsonata('$problem.error'),
        cause: jsonata('$problem.cause'),
      }),
    )
    .next(failed);

  w.failuresLeadTo(refusedAtOnce);
  const read = w.task(
    'Read the request',
    w.steps.readReleaseRequest,
    {
      request: jsonata('$states.context.Execution.Input'),
      executionName: jsonata('$states.context.Execution.Name'),
      startedAt: jsonata('$states.context.Execution.StartTime'),
      services: s.services,
      functionalities: s.functionalities,
      alarms: s.alarms.map((alarm) => alarm.name),
      registry: new Arns(c).registry,
      branch: c.branch ?? '',
      migrationService: c.migration.service,
    },
    { release: answer('release'), confirmation: answer('confirmation') },
  );
  const lock = w.task(
    'Take the lock',
    w.steps.takeLock,
    { release: jsonata('$release'), holder: jsonata('$states.context.Execution.Id'), now },
    { lock: answer() },
  );

  w.failuresLeadTo(closeRefused);
  const inspect = w.task(
    'Inspect the environment',
    w.steps.inspectEnvironment,
    {
      release: jsonata('$release'),
      cluster: s.cluster,
      services: s.services,
      pointer: s.pointer,
      instance: c.database.instance,
      subnetGroup: c.database.subnetGroup,
      parameterGroup: c.database.parameterGroup,
      storageKey: s.storageKey,
      promotedFrom: c.promotedFrom ?? '',
      alarms: s.alarms,
      audiences,
    },
    { inspection: answer() },
  );
  const inspectReadRole = w.task('Inspect the read role', w.steps.inspectReadRole, {
    connection: s.readConnection,
    host: jsonata('$inspection.database.host'),
    port: jsonata('$inspection.database.port'),
    tables: c.database.tables,
    sentinels: c.database.sentinels,
  });
  const planned = w
    .task('Close the dry run', w.steps.closeRelease, {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      outcome: 'planned',
    })
    .next(
      sfn.Succeed.jsonata(w, 'This would be done', {
        outputs: { plan: jsonata('$inspection.plan'), warnings: jsonata('$inspection.warnings') },
      }),
    );

  w.failuresLeadTo(startRollback);
  const announce = w.tell('Announce the release', 'teams', {
    kind: 'release-announced',
    version: jsonata('$release.version'),
    reason: jsonata('$release.reason'),
    requestedBy: jsonata('$release.requestedBy'),
    fenced,
    warnings: jsonata('$inspection.warnings'),
  });
  const record = w.task(
    'Record the known good',
    w.steps.recordKnownGood,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release'),
      services: jsonata('$inspection.services'),
      database: jsonata('$inspection.database'),
      configurationPaths: c.configurationPaths,
      pointerParameter: s.pointerParameter,
    },
    { knownGood: answer() },
  );
  const counts = jsonata('$merge($inspection.services.{name: desiredCount})');
  const fence = raiseMaintenance(w, s, 'for the release').next(
    stopEverything(w, s, counts, '$inspection.database', true),
  );
  const restorePoint = createRestorePoint(w, s);
  const register = w.task(
    'Register the task definitions',
    w.steps.registerTaskDefinitions,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release'),
      services: s.services,
      known: jsonata('$inspection.services'),
      images: jsonata('$inspection.images'),
    },
    { targets: answer('targets') },
  );
  const migration = migrate(w, s);
  // Fenced, workers stay at zero until the checks have passed.
  const items = jsonata(
    "( $known := $merge($inspection.services.{name: taskDefinition}); [$targets.{'service': service, 'taskDefinition': taskDefinition, " +
      "'accepts': [$lookup($known, service), taskDefinition], " +
      "'desiredCount': $release.migration = 'breaking' and kind = 'worker' ? 0 : desiredCount}] )",
  );
  const switched = switchServices(w, s, items, jsonata('$release.id'));
  w.caught(switched, startRollback);
  const check = w.task(
    'Run the checks',
    w.steps.runChecks,
    { url: s.listeners[0]?.url ?? '', checks: s.checks, affected: jsonata('$release.affected'), bypass: fenced },
    { checks: answer('passed') },
  );
  const open = resumeServices(w, s, '', jsonata('$release.id')).next(lowerMaintenance(w, s, ''));
  const watched = watchRelease(w, s);
  const close = w.task(
    'Close the release',
    w.steps.closeRelease,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      outcome: jsonata("$observed ? 'good' : 'unobserved'"),
    },
    { changeRecord: '' },
  );

  // The release is over; what follows is told, and never undoes it.
  w.failuresLeadTo(undefined);
  const { language, timeZone } = c;
  const document = w.orTell(
    w.task(
      'Write the change record',
      w.steps.writeChangeRecord,
      {
        now,
        language,
        timeZone,
        release: jsonata('$release.id'),
        checks: jsonata('$checks'),
        observed: jsonata('$observed'),
      },
      { changeRecord: answer('document') },
    ),
    'change-record',
  );
  const done = w.tell('Tell that the release is done', 'teams', {
    kind: 'release-done',
    version: jsonata('$release.version'),
    reason: jsonata('$release.reason'),
    observed: jsonata('$observed'),
    changeRecord: jsonata('$changeRecord'),
  });
  const good = sfn.Succeed.jsonata(w, 'The release is done', {
    outputs: {
      release: jsonata('$release.id'),
      version: jsonata('$release.version'),
      observed: jsonata('$observed'),
      changeRecord: jsonata('$changeRecord'),
    },
  });

  const main = announce
    .next(record)
    .next(w.ifThen('Is the migration breaking?', fenced, fence))
    .next(restorePoint)
    .next(register)
    .next(migration)
    .next(switched)
    .next(check)
    .next(w.ifThen('Is the environment fenced?', fenced, open))
    .next(watched)
    .next(close)
    .next(document)
    .next(done)
    .next(good);
  w.failuresLeadTo(refusedAtOnce);
  const confirm = w
    .task('Confirm the release', w.steps.confirmRelease, { now, confirmation: jsonata('$confirmation') })
    .next(
      w.tell('Tell that the release is confirmed', 'teams', {
        kind: 'release-confirmed',
        version: jsonata('$states.input.version'),
        reason: jsonata('$confirmation.reason'),
        requestedBy: jsonata('$confirmation.requestedBy'),
      }),
    )
    .next(sfn.Succeed.jsonata(w, 'The release is confirmed'));
  return read
    .next(w.ifThen('Is it a confirmation?', jsonata('$confirmation != null'), confirm))
    .next(lock)
    .next(inspect)
    .next(inspectReadRole)
    .next(
      sfn.Choice.jsonata(w, 'Is it a dry run?')
        .when(sfn.Condition.jsonata(jsonata('$release.dryRun')), planned)
        .otherwise(main),
    );
}
