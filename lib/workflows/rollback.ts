import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now, tried } from './expression.ts';
import { machineName } from './machine.ts';
import { lowerMaintenance, raiseMaintenance } from './phases/maintenance.ts';
import { pointAtRestored, putConfigurationBack, restoreDatabase } from './phases/restore.ts';
import { endSessions, resumeServices, stopEverything, switchServices } from './phases/services.ts';
import { stopTheLastHolder } from './phases/take-over.ts';
import { settings } from './settings.ts';
import { answer, type Workflow } from './workflow.ts';

const LOOK_AT_ALARMS_EVERY = Duration.seconds(30);
/** EventBridge retries a target for as long; a rollback that begins later is worse than none. */
const OLDEST_EVENT_SECONDS = 300;
const NOT_COUNTED = { known: false, why: 'not counted' };

/**
 * A rollback, from an alarm, a person or a failed release back to the known good; or to a decision only a person may
 * take.
 * @param mayDecide whether this door takes decisions about an incident (`docs/decisions/0007-…`): asking for a rollback
 * and accepting a loss can so be given to different people.
 */
export function rollbackDefinition(w: Workflow, mayDecide: boolean): sfn.Chain {
  const c = w.configuration;
  const s = settings(c);
  const withDatabase = jsonata("$triage.decision = 'services-and-database'");
  const page = c.maintenance.forServicesOnly
    ? jsonata('true')
    : jsonata("$triage.decision = 'services-and-database' or $triage.release.halfWay");

  // 1 Filter. Only here does a failure refuse the request; nothing is held yet.
  const refused = sfn.Fail.jsonata(w, 'The rollback was refused', {
    error: jsonata('$problem.error'),
    cause: jsonata('$problem.cause'),
  });
  w.failuresLeadTo(refused);
  const read = w.task(
    'Read what started the rollback',
    w.steps.readRollbackTrigger,
    {
      request: jsonata('$states.context.Execution.Input'),
      executionName: jsonata('$states.context.Execution.Name'),
      startedAt: jsonata('$states.context.Execution.StartTime'),
      moment,
      account: c.account,
      region: c.region,
      alarms: s.alarms,
      functionalities: s.functionalities,
      oldestSeconds: OLDEST_EVENT_SECONDS,
      mayDecide,
      decisionWorkflow: machineName(c.name, 'decision'),
    },
    { rollback: answer('id'), trigger: answer('trigger') },
  );
  const notActed = w
    .tell('Tell why the trigger is not acted on', 'devops', {
      kind: 'trigger-not-acted-on',
      trigger: jsonata('$trigger'),
      why: jsonata('$states.input.why'),
    })
    .next(sfn.Succeed.jsonata(w, 'Told, and ended'));
  const triageInput = {
    now,
    language: c.language,
    trigger: jsonata('$trigger'),
    cluster: s.cluster,
    services: s.services.map((service) => service.name),
    policy: c.database.onRollback,
    windowMinutes: c.rollbackWindowMinutes,
  } as const;
  const dryRun = w.task('Triage for the dry run', w.steps.triage, { ...triageInput, takenFrom: '' }).next(
    sfn.Succeed.jsonata(w, 'This would be decided', {
      outputs: { decision: jsonata('$states.input.decision'), because: jsonata('$states.input.because') },
    }),
  );

  // 2 Take the lock. From here on there is no catch: a task that fails is where a person redrives.
  const take = w.task(
    'Take over the lock',
    w.steps.takeOverLock,
    { id: jsonata('$rollback'), trigger: jsonata('$trigger'), holder: jsonata('$states.context.Execution.Id'), now },
    {
      lock: answer('lock'),
      incident: answer('incident'),
      work: answer('work'),
      taken: answer(),
      takenAt: now,
      // What a path that never gets there must still be able to tell.
      lost: NOT_COUNTED,
      restored: { instance: '', host: '', port: 0, proof: [] },
      configuration: { putBack: [], left: [] },
      postMortem: '',
      checks: [],
    },
  );
  w.failuresLeadTo(undefined);
  const stopLast = stopTheLastHolder(w, s);

  // 3 Triage
  const triage = w.task(
    'Triage',
    w.steps.triage,
    { ...triageInput, takenFrom: jsonata('$taken.release') },
    { triage: answer(), because: answer('because') },
  );

  // A decision only a person may take: the page for users, and nothing else moved.
  const freeze = raiseMaintenance(w, s, 'for the freeze')
    .next(
      w.task('Freeze the environment', w.steps.freeze, {
        lock: jsonata('$lock'),
        now,
        rollback: jsonata('$rollback'),
        release: jsonata('$triage.release.id'),
        incident: jsonata('$incident'),
        because: jsonata('$because'),
      }),
    )
    .next(
      w.tell('Tell DevOps which decision is needed', 'devops', {
        kind: 'frozen',
        incident: jsonata('$incident'),
        because: jsonata('$because'),
        lost: jsonata('$lost'),
        version: jsonata('$triage.release.version'),
        to: jsonata("$trigger.kind = 'person' ? $trigger.to : ''"),
      }),
    )
    .next(
      sfn.Succeed.jsonata(w, 'Frozen until a person decides', {
        outputs: { incident: jsonata('$incident'), because: jsonata('$because') },
      }),
    );

  // Nothing goes back; what is stopped or raised is resumed and lowered, whoever did it. The page is lowered when the
  // checks have passed, or when a person decided to reopen.
  const checkAsIs = w.task('Run the checks as it is', w.steps.runChecks, {
    url: s.listeners[0]?.url ?? '',
    checks: s.checks,
    affected: [],
    bypass: true,
  });
  const clear = resumeServices(w, s, ' as they are', '')
    .next(w.ifThen('Did no person decide to reopen?', jsonata("$triage.decision != 'reopen'"), checkAsIs))
    .next(lowerMaintenance(w, s, ' as it is'));
  const nothing = w
    .ifThen('Is the environment half-way?', jsonata('$triage.release.halfWay'), clear)
    .next(
      w.task('Close without a rollback', w.steps.closeRollback, {
        lock: jsonata('$lock'),
        now,
        rollback: jsonata('$rollback'),
        outcome: jsonata('$triage.decision'),
        releases: jsonata("$triage.decision = 'notify-only' ? [] : $triage.release.undone"),
        quarantined: '',
        restored: '',
      }),
    )
    .next(
      w.tell('Tell that nothing is rolled back', 'devops', {
        kind: 'nothing-changed',
        trigger: jsonata('$trigger'),
        decision: jsonata('$triage.decision'),
        because: jsonata('$because'),
      }),
    )
    .next(
      sfn.Succeed.jsonata(w, 'Nothing was rolled back', {
        outputs: { decision: jsonata('$triage.decision'), because: jsonata('$because') },
      }),
    );

  // 4 Tell
  const tell = w
    .tell('Tell DevOps what is decided', 'devops', {
      kind: 'rollback-started',
      trigger: jsonata('$trigger'),
      decision: jsonata('$triage.decision'),
      because: jsonata('$because'),
      version: jsonata('$triage.release.version'),
      returnsTo: jsonata('$triage.release.knownGood.version'),
      undoneCommit: jsonata('$triage.release.knownGood.commit'),
      incident: jsonata('$incident'),
      recurrence: jsonata('$triage.recurrence'),
    })
    .next(
      w.tell('Announce the rollback', 'teams', {
        kind: 'rollback-announced',
        criterion: jsonata('$trigger.criterion'),
        reason: jsonata('$trigger.reason'),
        version: jsonata('$triage.release.version'),
        maintenance: page,
      }),
    );

  // 5 Inspect the restore point
  const inspect = w.task(
    'Inspect the restore point',
    w.steps.inspectRestorePoint,
    {
      now,
      restorePoint: jsonata('$triage.release.restorePoint'),
      database: jsonata('$triage.release.knownGood.database'),
      oldestHours: c.database.oldestRestorePointHours,
    },
    { because: jsonata('$states.result.Payload.fit ? $because : $append($because, $states.result.Payload.problems)') },
  );
  // 6 Maintenance mode, and the fence
  const raise = raiseMaintenance(w, s, 'for the rollback');
  const counts = jsonata('$merge($triage.release.knownGood.services.{name: desiredCount})');
  const fence = stopEverything(w, s, counts, '$triage.release.knownGood.database', false);
  // 7 Lost writes
  const lostInput = {
    now,
    language: c.language,
    connection: s.connection,
    host: jsonata('$triage.release.knownGood.database.host'),
    port: jsonata('$triage.release.knownGood.database.port'),
    tables: c.database.tables,
    baseline: jsonata('$triage.release.baseline'),
    fenceHeld: jsonata('$triage.release.fenceHeld'),
    maxLostWrites: c.database.maxLostWrites,
    accepted: jsonata("$trigger.kind = 'person' ? $trigger.acceptLostWrites : null"),
    tried,
  } as const;
  const lost = w.task('Count the lost writes', w.steps.countLostWrites, lostInput, {
    lost: answer('lost'),
    because: jsonata('$append($because, $states.result.Payload.because)'),
  });
  // Restoring takes long enough for somebody with a role of their own to have written meanwhile.
  const lostAgain = w.task('Count the lost writes again', w.steps.countLostWrites, lostInput, {
    lost: answer('lost'),
    because: jsonata('$states.result.Payload.freeze ? $append($because, $states.result.Payload.because) : $because'),
  });
  // 8 and 9 Restore beside, prove, point
  const restore = restoreDatabase(w, s);
  const point = pointAtRestored(w, s);
  const stillMay = sfn.Choice.jsonata(w, 'May these writes still be lost?')
    .when(sfn.Condition.jsonata(jsonata('$states.input.freeze')), freeze)
    .otherwise(point);
  restore.next(lostAgain).next(stillMay);
  const restoreRoad = lost.next(
    sfn.Choice.jsonata(w, 'May these writes be lost?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.freeze')), freeze)
      .otherwise(restore),
  );
  const servicesRoad = putConfigurationBack(w, 'Put the configuration back');
  const configurationAt = sfn.Pass.jsonata(w, 'The configuration is back', {
    assign: { configuration: jsonata('$states.input') },
  });

  // 10 Switch the services: after a restore all of them, since each reads the pointer when it starts
  const items = jsonata(
    '( $page := ' +
      page.slice(3, -3) +
      '; $kinds := ' +
      JSON.stringify(Object.fromEntries(s.services.map((service) => [service.name, service.kind]))) +
      "; $all := $triage.decision = 'services-and-database'; $moved := $triage.release.moved; " +
      "[$triage.release.knownGood.services[$all or name in $moved].{'service': name, 'taskDefinition': taskDefinition, " +
      "'accepts': $lookup($triage.release.accepts, name), " +
      "'desiredCount': $all ? ($lookup($kinds, name) = 'worker' ? 0 : desiredCount) : ($page ? desiredCount : -1)}] )",
  );
  const switched = switchServices(w, s, items, '');
  // Nothing of the application may still talk to the database that was left.
  const left = endSessions(
    w,
    s,
    'End the sessions on the quarantined database',
    'Are all sessions on the quarantined database gone?',
    '$triage.release.knownGood.database',
    false,
  );
  // 11 Checks, 12 open again, 13 watch
  const check = w.task(
    'Run the checks',
    w.steps.runChecks,
    { url: s.listeners[0]?.url ?? '', checks: s.checks, affected: jsonata('$triage.release.affected'), bypass: page },
    { checks: answer('passed') },
  );
  const open = resumeServices(w, s, '', '').next(lowerMaintenance(w, s, ''));
  const beginWatch = sfn.Pass.jsonata(w, 'Begin the watch', { assign: { watchSince: now } });
  const watch = w.task(
    'Watch the alarms',
    w.steps.lookAtAlarms,
    {
      moment,
      since: jsonata('$watchSince'),
      minutes: c.watch.rollbackMinutes,
      alarms: s.alarms,
      ignore: [],
      failOnAlarm: false,
    },
    { firing: answer('firing') },
  );
  const watched = w.lookUntil(
    watch,
    'Is the watch over?',
    jsonata('$states.input.over or $count($states.input.firing) > 0'),
    LOOK_AT_ALARMS_EVERY,
  );
  const callDevops = w.tell('Call DevOps about the alarm', 'devops', {
    kind: 'alarm-during-watch',
    alarms: jsonata('$firing'),
  });

  // 14 Close, then write and tell
  const quarantined = jsonata("$restored.instance = '' ? '' : $triage.release.knownGood.database.identifier");
  const close = w.task('Close the rollback', w.steps.closeRollback, {
    lock: jsonata('$lock'),
    now,
    rollback: jsonata('$rollback'),
    outcome: 'done',
    releases: jsonata('$triage.release.undone'),
    quarantined,
    restored: jsonata('$restored.instance'),
  });
  const { language, timeZone } = c;
  const postMortem = w.orTell(
    w.task(
      'Write the post-mortem',
      w.steps.writePostMortem,
      {
        now,
        language,
        timeZone,
        rollback: jsonata('$rollback'),
        execution: jsonata('$states.context.Execution.Id'),
        incident: jsonata('$incident'),
        startedAt: jsonata('$takenAt'),
        trigger: jsonata('$trigger'),
        decision: jsonata('$triage.decision'),
        because: jsonata('$because'),
        recurrence: jsonata('$triage.recurrence'),
        release: jsonata('$triage.release.id'),
        lost: jsonata('$lost'),
        proof: jsonata('$restored.proof'),
        restored: jsonata('$restored.instance'),
        quarantined,
        checks: jsonata('$checks'),
      },
      { postMortem: answer('document') },
    ),
    'post-mortem',
  );
  const report = w.tell('Report the rollback to DevOps', 'devops', {
    kind: 'rollback-done',
    decision: jsonata('$triage.decision'),
    version: jsonata('$triage.release.version'),
    returnsTo: jsonata('$triage.release.knownGood.version'),
    startedAt: jsonata('$takenAt'),
    lost: jsonata('$lost'),
    restored: jsonata('$restored.instance'),
    quarantined,
    proof: jsonata('$restored.proof'),
    leftConfiguration: jsonata('$configuration.left'),
    postMortem: jsonata('$postMortem'),
  });
  const back = w.tell('Tell the teams that the application is back', 'teams', {
    kind: 'back-to-normal',
    version: jsonata('$triage.release.version'),
    startedAt: jsonata('$takenAt'),
    lostWrites: jsonata("$restored.instance != '' and ($lost.known = false or $lost.total > 0)"),
  });
  const remind = w.tell('Remind of the post-mortem', 'devops', {
    kind: 'reminder',
    incident: jsonata('$incident'),
    postMortem: jsonata('$postMortem'),
  });
  const settle = w.orTell(
    w.task('Start Settle', w.steps.startSettle, {
      settling: {
        rollback: jsonata('$rollback'),
        instance: jsonata('$restored.instance'),
        safetySnapshot: jsonata('$safetySnapshot'),
        settings: jsonata('$triage.release.knownGood.database.settings'),
      },
    }),
    'settle',
  );
  const done = sfn.Succeed.jsonata(w, 'The rollback is done', {
    outputs: {
      rollback: jsonata('$rollback'),
      decision: jsonata('$triage.decision'),
      release: jsonata('$triage.release.id'),
      lost: jsonata('$lost'),
      restored: jsonata('$restored.instance'),
      quarantined,
      postMortem: jsonata('$postMortem'),
    },
  });

  const ending = switched
    .next(w.ifThen('Was a database left behind?', jsonata("$restored.instance != ''"), left))
    .next(check)
    .next(open)
    .next(beginWatch)
    .next(watched)
    .next(w.ifThen('Does an alarm fire?', jsonata('$count($states.input.firing) > 0'), callDevops))
    .next(close)
    .next(postMortem)
    .next(report)
    .next(back)
    .next(remind)
    .next(w.ifThen('Was the database restored?', jsonata("$restored.instance != ''"), settle))
    .next(done);
  point.next(ending);
  const withRestore = inspect.next(
    sfn.Choice.jsonata(w, 'Is the restore point fit?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.fit')), raise)
      .otherwise(freeze),
  );
  raise.next(fence).next(restoreRoad);
  const raiseForServices = raiseMaintenance(w, s, 'for the services');
  const withoutRestore = w
    .ifThen('Do users get the page meanwhile?', page, raiseForServices)
    .next(servicesRoad)
    .next(configurationAt)
    .next(ending);
  tell.next(
    sfn.Choice.jsonata(w, 'Does the database go back?')
      .when(sfn.Condition.jsonata(withDatabase), withRestore)
      .otherwise(withoutRestore),
  );

  const decide = sfn.Choice.jsonata(w, 'What is decided?')
    .when(sfn.Condition.jsonata(jsonata("$triage.decision = 'freeze'")), freeze)
    .when(sfn.Condition.jsonata(jsonata("$triage.decision in ['services', 'services-and-database']")), tell)
    .otherwise(nothing);
  const acting = take.next(stopLast).next(triage).next(decide);
  const isDryRun = sfn.Choice.jsonata(w, 'Is it a dry run?')
    .when(sfn.Condition.jsonata(jsonata("$trigger.kind = 'person' and $trigger.dryRun = true")), dryRun)
    .otherwise(acting);
  return read.next(
    sfn.Choice.jsonata(w, 'Is it to be acted on?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.act')), isDryRun)
      .otherwise(notActed),
  );
}
