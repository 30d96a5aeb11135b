import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, now } from './expression.ts';
import { announceRollback } from './phases/announce.ts';
import { leaveAsItIs } from './phases/as-it-is.ts';
import { filter } from './phases/filter.ts';
import { freezeEnvironment } from './phases/freeze.ts';
import { countLostWrites } from './phases/lost-writes.ts';
import { lowerMaintenance, raiseMaintenance } from './phases/maintenance.ts';
import { closeAndReport } from './phases/report.ts';
import { pointAtRestored, putConfigurationBack, restoreDatabase } from './phases/restore.ts';
import { resumeServices, stopEverything } from './phases/services.ts';
import { switchBack } from './phases/switch-back.ts';
import { stopTheLastHolder } from './phases/take-over.ts';
import { triage, triageForDryRun } from './phases/triage.ts';
import { watchRollback } from './phases/watch.ts';
import { type Settings, settings } from './settings.ts';
import { answer, type Workflow } from './workflow.ts';

const database = '$triage.release.knownGood.database';

/**
 * A rollback, from an alarm, a person or a failed release back to the known good; or to a decision only a person may
 * take.
 * @param mayDecide whether this door takes decisions about an incident (`docs/decisions/0007-…`): asking for a rollback
 * and accepting a loss can so be given to different people.
 */
export function rollbackDefinition(w: Workflow, mayDecide: boolean): sfn.Chain {
  const s = settings(w.configuration);
  return filter(w, s, mayDecide, () => {
    const dryRun = triageForDryRun(w, s);
    const take = takeOver(w);
    // From here on there is no catch: a task that fails is where a person redrives.
    w.failuresLeadTo(undefined);
    const acting = take.next(stopTheLastHolder(w, s)).next(triage(w, s)).next(decide(w, s));
    return sfn.Choice.jsonata(w, 'Is it a dry run?')
      .when(sfn.Condition.jsonata(jsonata("$trigger.kind = 'person' and $trigger.dryRun = true")), dryRun)
      .otherwise(acting);
  });
}

/** Takes the environment. What a path that never gets there must still be able to tell is assigned here. */
function takeOver(w: Workflow) {
  return w.task(
    'Take over the lock',
    w.steps.takeOverLock,
    { id: jsonata('$rollback'), trigger: jsonata('$trigger'), holder: jsonata('$states.context.Execution.Id'), now },
    {
      lock: answer('lock'),
      incident: answer('incident'),
      work: answer('work'),
      taken: answer(),
      takenAt: now,
      lost: { known: false, why: 'not counted' },
      restored: { instance: '', host: '', port: 0, proof: [] },
      readOnly: false,
      safetySnapshot: '',
      configuration: { putBack: [], left: [] },
      postMortem: '',
      checks: [],
    },
  );
}

/** The ways on from triage: freeze, go back with the services or with the database too, or leave everything as it is. */
function decide(w: Workflow, s: Settings): sfn.Choice {
  const page = w.configuration.maintenance.forServicesOnly
    ? jsonata('true')
    : jsonata("$triage.decision = 'services-and-database' or $triage.release.halfWay");
  const freeze = freezeEnvironment(w, s);
  const tell = announceRollback(w, page);

  const check = w.task(
    'Run the checks',
    w.steps.runChecks,
    { url: s.listeners[0]?.url ?? '', checks: s.checks, affected: jsonata('$triage.release.affected'), bypass: page },
    { checks: answer('passed') },
  );
  const ending = switchBack(w, s, page)
    .next(check)
    .next(resumeServices(w, s, '', ''))
    .next(lowerMaintenance(w, s, ''))
    .next(watchRollback(w, s))
    .next(closeAndReport(w));

  tell.next(
    sfn.Choice.jsonata(w, 'Does the database go back?')
      .when(
        sfn.Condition.jsonata(jsonata("$triage.decision = 'services-and-database'")),
        withDatabase(w, s, freeze, ending),
      )
      .otherwise(withoutDatabase(w, s, page, ending)),
  );
  return sfn.Choice.jsonata(w, 'What is decided?')
    .when(sfn.Condition.jsonata(jsonata("$triage.decision = 'freeze'")), freeze)
    .when(sfn.Condition.jsonata(jsonata("$triage.decision in ['services', 'services-and-database']")), tell)
    .otherwise(leaveAsItIs(w, s));
}

/** Inspect the restore point, fence, count, restore beside and prove, count again, point. */
function withDatabase(w: Workflow, s: Settings, freeze: sfn.IChainable, ending: sfn.IChainable): sfn.Chain {
  const inspect = w.task(
    'Inspect the restore point',
    w.steps.inspectRestorePoint,
    {
      now,
      restorePoint: jsonata('$triage.release.restorePoint'),
      database: jsonata(database),
      oldestHours: w.configuration.database.oldestRestorePointHours,
    },
    { because: jsonata('$states.result.Payload.fit ? $because : $append($because, $states.result.Payload.problems)') },
  );
  const counts = jsonata('$merge($triage.release.knownGood.services.{name: desiredCount})');
  const point = pointAtRestored(w, s).next(ending);
  const restore = restoreDatabase(w, s).next(countLostWrites(w, s, true, point, freeze));
  const fence = raiseMaintenance(w, s, 'for the rollback')
    .next(stopEverything(w, s, counts, database, false))
    .next(countLostWrites(w, s, false, restore, freeze));
  return inspect.next(
    sfn.Choice.jsonata(w, 'Is the restore point fit?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.fit')), fence)
      .otherwise(freeze),
  );
}

/** Code and configuration only: users get the page when the environment is half-way, or when it is configured. */
function withoutDatabase(
  w: Workflow,
  s: Settings,
  page: ReturnType<typeof jsonata>,
  ending: sfn.IChainable,
): sfn.Chain {
  const raise = raiseMaintenance(w, s, 'for the services');
  return w
    .ifThen('Do users get the page meanwhile?', page, raise)
    .next(putConfigurationBack(w, 'Put the configuration back'))
    .next(sfn.Pass.jsonata(w, 'The configuration is back', { assign: { configuration: jsonata('$states.input') } }))
    .next(ending);
}
