import type { LostWrites } from '../../../lambdas/model/writes.ts';
import { execution, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { and, differs, either, equals, grouped, member, moreThan, or } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** The database left behind; empty where nothing is restored. */
const quarantined = either(equals($.restored.instance, ''), '', known.database.identifier);
const restoredOne = differs($.restored.instance, '');

/** Closes the rollback and frees the environment; what is then written and told never undoes it. */
export function closeAndReport(w: Workflow): Part {
  const close = w.task('Close the rollback', w.steps.closeRollback, {
    lock: $.lock,
    now,
    rollback: $.rollback,
    outcome: 'done',
    releases: $.triage.release.undone,
    quarantined,
    restored: $.restored.instance,
  });
  return flow(
    close,
    w.orTell(writePostMortem(w), 'post-mortem'),
    report(w),
    w.tell('Tell the teams that the application is back', 'teams', {
      kind: 'back-to-normal',
      version: $.triage.release.version,
      startedAt: $.takenAt,
      lostWrites: and(
        restoredOne,
        grouped(
          or(
            equals($.lost.known, false),
            moreThan(member<LostWrites, Extract<LostWrites, { known: true }>>($.lost).total, 0),
          ),
        ),
      ),
    }),
    w.tell('Remind of the post-mortem', 'devops', {
      kind: 'reminder',
      incident: $.incident,
      postMortem: $.postMortem,
    }),
    w.when('Was the database restored?', restoredOne, w.orTell(startSettle(w), 'settle')),
    w.succeed('The rollback is done', {
      rollback: $.rollback,
      decision: $.triage.decision,
      release: $.triage.release.id,
      lost: $.lost,
      restored: $.restored.instance,
      quarantined,
      postMortem: $.postMortem,
    }),
  );
}

function writePostMortem(w: Workflow): Part {
  const { language, timeZone } = w.configuration;
  return w.task(
    'Write the post-mortem',
    w.steps.writePostMortem,
    {
      now,
      language,
      timeZone,
      rollback: $.rollback,
      execution: execution.arn,
      incident: $.incident,
      startedAt: $.takenAt,
      trigger: $.trigger,
      decision: $.triage.decision,
      because: $.because,
      recurrence: $.triage.recurrence,
      release: $.triage.release.id,
      lost: $.lost,
      proof: $.restored.proof,
      restored: $.restored.instance,
      quarantined,
      checks: $.checks,
    },
    (answer) => ({ postMortem: answer.document }),
  );
}

function report(w: Workflow): Part {
  return w.tell('Report the rollback to DevOps', 'devops', {
    kind: 'rollback-done',
    decision: $.triage.decision,
    version: $.triage.release.version,
    returnsTo: known.version,
    startedAt: $.takenAt,
    lost: $.lost,
    restored: $.restored.instance,
    quarantined,
    readOnly: $.readOnly,
    safetySnapshot: $.safetySnapshot,
    proof: $.restored.proof,
    leftConfiguration: $.configuration.left,
    postMortem: $.postMortem,
  });
}

const startSettle = (w: Workflow): Part =>
  w.task('Start Settle', w.steps.startSettle, {
    settling: {
      rollback: $.rollback,
      instance: $.restored.instance,
      safetySnapshot: $.safetySnapshot,
      settings: known.database.settings,
    },
  });
