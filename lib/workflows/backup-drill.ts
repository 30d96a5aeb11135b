import { Duration } from 'aws-cdk-lib';
import { BACKUP_DRILL_FAILED, BACKUP_DRILL_REFUSED } from '../../lambdas/model/errors.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import type { Steps } from '../steps/steps.ts';
import { execution, moment, now } from './context.ts';
import { present } from './expression.ts';
import { flow, orElse, type Part } from './flow.ts';
import { and, differs, equals, not } from './operators.ts';
import { aTenth, every } from './pace.ts';
import { $ } from './variables.ts';
import type { Workflow } from './workflow.ts';

/** As a rollback waits for its restore, and for its proof. */
const READY_WITHIN_MINUTES = 180;
const PROVEN_WITHIN_MINUTES = 60;
/** RDS deletes within minutes; what it does not take in a status, it takes when that is over. */
const DELETED_WITHIN_MINUTES = 60;

/** The steps of a backup drill. */
export type DrillSteps = {
  readonly [Name in 'beginBackupDrill' | 'restoreThrowAway' | 'deleteThrowAway' | 'publishBackupDrill']: NonNullable<
    Steps[Name]
  >;
};

/**
 * Restores the newest restore point beside everything, proves it as a rollback would, and deletes what it made, however that
 * went. It holds nothing: a release or a rollback goes on as if it were not there.
 */
export function backupDrillDefinition(w: Workflow, steps: DrillSteps): Part {
  const begin = w.task(
    STATES.beginTheBackupDrill,
    steps.beginBackupDrill,
    {
      ...{ now, startedAt: execution.startedAt, name: execution.name, execution: execution.arn },
      ...{ instance: w.configuration.database.instance, pointer: w.settings.pointer },
    },
    (answer) => ({ begun: answer }),
  );
  return flow(
    w.takeSettings(),
    begin,
    w.onlyIf('Does the backup drill begin?', differs($.begun.drilled, null), refused(w)),
    orElse(
      restoreAndProve(w, steps),
      'problem',
      w.pass('The backup drill has failed', {
        assign: { drillOutcome: { kind: 'failed', error: $.problem.error, cause: $.problem.cause } },
      }),
    ),
    deleteIt(w, steps),
    w.task(
      STATES.publishTheBackupDrill,
      steps.publishBackupDrill,
      { now, work: $.begun.work, outcome: $.drillOutcome, left: $.leftBehind },
      (answer) => ({ drillEnded: present(answer.ended) }),
    ),
    w.tell(STATES.tellHowTheBackupDrillWent, 'devops', { kind: 'backup-drill', ended: $.drillEnded }),
    w.onlyIf(
      'Was the restore proven, and is nothing left?',
      and(equals($.drillOutcome.kind, 'proven'), not(differs($.leftBehind, null))),
      w.endWithout('The backup drill ended badly', BACKUP_DRILL_FAILED, { ended: $.drillEnded }),
    ),
    w.succeed('The restore point is proven', { ended: $.drillEnded }),
  );
}

const refused = (w: Workflow): Part =>
  flow(
    w.tell('Tell that no backup drill began', 'devops', { kind: 'backup-drill', ended: present($.begun.refused) }),
    w.endWithout('No backup drill began', BACKUP_DRILL_REFUSED, { ended: $.begun.refused }),
  );

function restoreAndProve(w: Workflow, steps: DrillSteps): Part {
  const { database } = w.configuration;
  const drilled = present($.begun.drilled);
  const restore = w.task(
    STATES.restoreTheThrowAwayDatabase,
    steps.restoreThrowAway,
    { work: $.begun.work, instance: database.instance, drilled },
    (answer) => ({ restoring: answer.instance }),
  );
  const look = w.task(
    STATES.lookAtTheThrowAwayDatabase,
    w.steps.lookAtRestoredDatabase,
    {
      ...{ moment, since: $.restoringAt, instance: $.restoring, connection: w.settings.readConnection },
      limitMinutes: READY_WITHIN_MINUTES,
    },
    (answer) => ({ instance: answer, provingAt: now }),
  );
  const prove = w.task(
    STATES.proveTheThrowAwayDatabase,
    w.steps.proveDatabase,
    {
      ...{ moment, since: $.provingAt, connection: w.settings.readConnection, pointer: w.settings.pointer },
      // The application's login is tried by a rollback, which sets its password before; a drill writes nothing.
      ...{ application: null, letIn: { set: false, refused: null } },
      ...{ host: present($.instance.host), port: $.instance.port, accepted: false, throwAway: true },
      ...{ sentinels: database.sentinels, tables: w.settings.countScope.tables, scope: w.settings.countScope },
      restorePoint: drilled.point,
      limitMinutes: PROVEN_WITHIN_MINUTES,
    },
    (answer) => ({ drillProof: answer.facts }),
  );
  return flow(
    w.pass('Ask for the restore', { assign: { restoringAt: now } }),
    w.lookUntil(look, {
      ...{ question: 'Does the throw-away database accept connections?', done: (seen) => seen.ready },
      // Each look begins with the restore: it finds its database, sees one that is dead, and gives way to a rollback.
      again: restore,
      ...{ pace: aTenth($.restoringAt, { soonest: 30 }), withinMinutes: READY_WITHIN_MINUTES },
    }),
    w.lookUntil(prove, {
      ...{ question: 'Has the throw-away database answered?', done: (seen) => seen.done },
      ...{ pace: aTenth($.provingAt, { soonest: 5 }), withinMinutes: PROVEN_WITHIN_MINUTES },
    }),
    w.pass('The throw-away database is proven', {
      assign: {
        drillOutcome: {
          ...{ kind: 'proven', askedAt: $.restoringAt, readyAt: $.provingAt, provenAt: now },
          proof: $.drillProof,
        },
      },
    }),
  );
}

/** What cannot be deleted is told, and tried again every hour. */
function deleteIt(w: Workflow, steps: DrillSteps): Part {
  const remove = w.task(STATES.deleteTheThrowAwayDatabase, steps.deleteThrowAway, {
    ...{ moment, since: $.deletingSince, work: $.begun.work, limitMinutes: DELETED_WITHIN_MINUTES },
  });
  return flow(
    w.pass('Begin to delete the throw-away database', { assign: { deletingSince: now, leftBehind: null } }),
    orElse(
      w.lookUntil(remove, {
        ...{ question: 'Is the throw-away database gone?', done: (seen) => seen.gone },
        ...{ pace: every(Duration.minutes(1)), withinMinutes: DELETED_WITHIN_MINUTES },
      }),
      'problem',
      w.pass('The throw-away database is left', {
        assign: { leftBehind: { instance: $.begun.instance, cause: $.problem.cause } },
      }),
    ),
  );
}
