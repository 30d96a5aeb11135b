import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now, tried } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

/** Restores usually accept connections after 10 to 40 minutes. */
const READY_WITHIN_MINUTES = 180;

const database = '$triage.release.knownGood.database';
const restorePoint = '$triage.release.restorePoint';

/** Puts parameters back that the release (or somebody during it) changed. */
export function putConfigurationBack(w: Workflow, name: string) {
  return w.task(name, w.steps.putConfigurationBack, {
    lock: jsonata('$lock'),
    now,
    parameters: jsonata('$triage.release.knownGood.parameters'),
    until: jsonata("$triage.release.finishedAt = '' ? $takenAt : $triage.release.finishedAt"),
  });
}

/**
 * At the same time: the restore beside the live database, waited for and proven; the safety snapshot of the live one,
 * only started; the configuration put back. Assigns `$restored`, `$proof` and `$configuration`.
 */
export function restoreDatabase(w: Workflow, s: Settings): sfn.Parallel {
  const restore = w.task(
    'Restore the database beside the live one',
    w.steps.restoreDatabase,
    {
      lock: jsonata('$lock'),
      now,
      work: jsonata('$work'),
      instance: w.configuration.database.instance,
      restorePoint: jsonata(restorePoint),
      settings: jsonata(`${database}.settings`),
    },
    { restoring: answer('instance'), restoringAt: now },
  );
  const look = w.task(
    'Look at the restored database',
    w.steps.lookAtRestoredDatabase,
    {
      moment,
      since: jsonata('$restoringAt'),
      instance: jsonata('$restoring'),
      connection: s.readConnection,
      limitMinutes: READY_WITHIN_MINUTES,
    },
    { instance: answer() },
  );
  // A dead instance never comes to life: the next look would only see it again, and so would a redrive.
  const again = sfn.Choice.jsonata(w, 'Is the restored database dead?').when(
    sfn.Condition.jsonata(jsonata('$instance.dead')),
    restore,
  );
  const prove = w.task('Prove the restored database', w.steps.proveDatabase, {
    connection: s.readConnection,
    pointer: s.pointer,
    host: jsonata('$instance.host'),
    port: jsonata('$instance.port'),
    sentinels: w.configuration.database.sentinels,
    tables: w.configuration.database.tables,
    restorePoint: jsonata(restorePoint),
  });
  const proven = sfn.Pass.jsonata(w, 'The restored database is proven', {
    outputs: {
      instance: jsonata('$restoring'),
      host: jsonata('$instance.host'),
      port: jsonata('$instance.port'),
      proof: jsonata('$states.input.facts'),
    },
  });
  const safety = w.task('Start the safety snapshot', w.steps.createSnapshot, {
    lock: jsonata('$lock'),
    now,
    work: jsonata('$work'),
    purpose: 'safety',
    instance: jsonata(`${database}.identifier`),
    resourceId: jsonata(`${database}.resourceId`),
  });
  // The live database may be in a state RDS makes no snapshot of; it is kept whole, so this stops nothing.
  const unsaved = w.tell('Tell that the safety snapshot is missing', 'devops', {
    kind: 'safety-snapshot-missing',
    instance: jsonata(`${database}.identifier`),
    cause: jsonata('$unsaved.cause'),
  });
  const noSnapshot = sfn.Pass.jsonata(w, 'Without a safety snapshot', { outputs: { snapshot: '' } });
  w.caught(safety, unsaved.next(noSnapshot).startState, 'unsaved');
  return sfn.Parallel.jsonata(w, 'Restore, save and put back', {
    assign: {
      restored: jsonata('$states.result[0]'),
      safetySnapshot: jsonata('$states.result[1].snapshot'),
      configuration: jsonata('$states.result[2]'),
    },
  })
    .branch(
      restore
        .next(
          w.lookUntil(
            look,
            'Does the restored database accept connections?',
            jsonata('$states.input.ready or $states.input.dead'),
            Duration.seconds(30),
          ),
        )
        .next(again.afterwards({ includeOtherwise: true }))
        .next(prove)
        .next(proven),
    )
    .branch(safety)
    .branch(putConfigurationBack(w, 'Put the configuration back beside it'));
}

/** Points the application at the restored database and quarantines the replaced one. Assigns `$readOnly`. */
export function pointAtRestored(w: Workflow, s: Settings): sfn.Chain {
  const point = w.task('Point the application at the restored database', w.steps.switchPointer, {
    lock: jsonata('$lock'),
    now,
    pointer: s.pointer,
    from: jsonata(`${database}.pointer`),
    host: jsonata('$restored.host'),
    port: jsonata('$restored.port'),
  });
  const quarantine = w.task(
    'Quarantine the replaced database',
    w.steps.quarantineDatabase,
    {
      lock: jsonata('$lock'),
      now,
      work: jsonata('$work'),
      instance: jsonata(`${database}.identifier`),
      host: jsonata(`${database}.host`),
      port: jsonata(`${database}.port`),
      connection: s.connection,
      applicationRole: w.configuration.database.applicationRole,
      tried,
    },
    { readOnly: answer('readOnly') },
  );
  return point.next(quarantine);
}
