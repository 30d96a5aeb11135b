import { STATES } from '../../../lambdas/model/state-names.ts';
import { execution, now } from '../context.ts';
import { present } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { differs, namesOf } from '../operators.ts';
import { $, known, undoneVersion } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { closeRollback } from './close-rollback.ts';

/** Of the whole incident, not of this execution alone. */
const ofTheIncident = {
  began: $.taken.origin.began,
  outage: $.outage,
  users: $.users,
  migration: $.triage.ways.migration,
};

/** Closes the rollback and frees the environment. The documents and messages after it never undo it. */
export function closeAndReport(w: Workflow): Part {
  const close = closeRollback(w, STATES.closeTheRollback, {
    outcome: 'done',
    quarantined: $.quarantined,
    restored: $.restored,
  });
  return flow(
    close,
    w.orTell(writePostMortem(w, STATES.writeThePostMortem), 'post-mortem'),
    report(w),
    w.tell('Tell the teams that the application is back', 'teams', {
      kind: 'back-to-normal',
      forward: $.triage.forward,
      version: undoneVersion,
      ...ofTheIncident,
      restored: $.restored,
      lost: $.lost,
      firing: $.firing,
    }),
    w.tell(
      'Remind of the post-mortem',
      'devops',
      {
        kind: 'reminder',
        incident: $.incident,
        postMortem: $.postMortem,
      },
      $.incident,
    ),
    w.when('Was the database restored?', differs($.restored, null), w.orTell(startSettle(w), 'settle')),
    w.succeed('The rollback is done', {
      rollback: $.rollback,
      decision: $.triage.decision,
      release: $.triage.release.id,
      lost: $.lost,
      restored: $.restored,
      quarantined: $.quarantined,
      postMortem: $.postMortem,
    }),
  );
}

/** Of the whole incident, whichever execution ends it, and however. */
export function writePostMortem(w: Workflow, state: string): Part {
  const { language, timeZone } = w.configuration;
  return w.task(
    state,
    w.steps.writePostMortem,
    {
      now,
      language,
      timeZone,
      rollback: $.rollback,
      execution: execution.arn,
      incident: $.incident,
      origin: $.taken.origin,
      outage: $.outage,
      migration: $.triage.ways.migration,
      countedAt: $.countedAt,
      decision: $.triage.decision,
      because: $.because,
      recurrence: $.triage.recurrence,
      release: $.triage.release.id,
      lost: $.lost,
      proof: $.proof,
      standby: $.standby,
      restored: $.restored,
      quarantined: $.quarantined,
      checks: $.checks,
      configuration: $.configuration,
      alarms: namesOf(w.settings.alarms),
      repository: w.configuration.repository ?? null,
      logs: w.configuration.logs ?? null,
      asked: {
        cluster: w.settings.cluster,
        services: namesOf(w.settings.services),
        listeners: w.settings.listeners,
      },
    },
    (answer) => ({ postMortem: answer.page, users: answer.users }),
  );
}

function report(w: Workflow): Part {
  return w.tell(
    'Report the rollback to DevOps',
    'devops',
    {
      kind: 'rollback-done',
      forward: $.triage.forward,
      decision: $.triage.decision,
      version: undoneVersion,
      returnsTo: known.version,
      incident: $.incident,
      trigger: $.taken.origin.trigger,
      ...ofTheIncident,
      lost: $.lost,
      restored: $.restored,
      quarantined: $.quarantined,
      readOnly: $.readOnly,
      notClosed: $.notClosed,
      counts: $.counts,
      sequences: $.sequences,
      warmed: $.warmed,
      standby: $.standby,
      safetySnapshot: $.safetySnapshot,
      proof: $.proof,
      leftConfiguration: $.configuration.left,
      postMortem: $.postMortem,
    },
    $.incident,
  );
}

const startSettle = (w: Workflow): Part =>
  w.task(STATES.startSettle, w.steps.startSettle, {
    settling: {
      rollback: $.rollback,
      work: $.work,
      instance: present($.restored),
      safetySnapshot: $.safetySnapshot,
      settings: present($.restoredSettings),
      changed: $.changedSettings,
      warmth: present($.warmed),
    },
  });
