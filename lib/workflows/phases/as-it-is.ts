import { NOTHING_TO_UNDO } from '../../../lambdas/model/errors.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { flow, type Part } from '../flow.ts';
import { differs, equals, listOf } from '../operators.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { closeRollback } from './close-rollback.ts';
import type { Door } from './filter.ts';
import { lowerMaintenance } from './maintenance.ts';
import { writePostMortem } from './report.ts';
import { resumeServices } from './services.ts';

/**
 * Nothing goes back. Services that are stopped are resumed and a raised page is lowered, whoever did it. The page is lowered
 * when the checks have passed, or when a person decided to reopen.
 */
export function leaveAsItIs(w: Workflow, door: Door): Part {
  return flow(
    w.when('Is anything raised or stopped?', $.triage.release.halfWay, clear(w)),
    closeRollback(w, 'Close without a rollback', {
      outcome: $.triage.decision,
      quarantined: null,
      restored: null,
    }),
    w.tell(
      STATES.tellThatNothingIsRolledBack,
      'devops',
      {
        kind: 'nothing-changed',
        closed: $.triage.release.halfWay,
        trigger: $.trigger,
        decision: $.triage.decision,
        release: $.triage.about,
        because: $.because,
      },
      $.incident,
    ),
    door === 'decision' ? w.when('Did a person reopen it?', reopens, reopened(w), nothingToUndo(w)) : nothingToUndo(w),
  );
}

/** Only a decision can reopen, and then it has done what it was started for. */
const reopens = equals($.triage.decision, 'reopen');
const outcome = { decision: $.triage.decision, because: listOf($.because) };

/** The incident ends here: its times and what users got are written down, and the teams hear that users are in again. */
const reopened = (w: Workflow): Part =>
  flow(
    w.orTell(
      writePostMortem(w, STATES.writeThePostMortemOfTheReopening),
      'post-mortem',
      'Tell that the post-mortem of the reopening is missing',
    ),
    w.tell(STATES.announceTheReopening, 'teams', {
      kind: 'reopened',
      closed: $.triage.release.halfWay,
      version: $.triage.release.version,
      reason: $.trigger.reason,
      outage: $.outage,
      users: $.users,
    }),
    w.tell(
      STATES.remindOfThePostMortemOfTheReopening,
      'devops',
      {
        kind: 'reminder',
        incident: $.incident,
        postMortem: $.postMortem,
      },
      $.incident,
    ),
    w.succeed('The environment is reopened', outcome),
  );

const nothingToUndo = (w: Workflow): Part => w.endWithout('Nothing was rolled back', NOTHING_TO_UNDO, outcome);

/** Opens the environment again as it is. */
function clear(w: Workflow): Part {
  const check = w.task(STATES.runTheChecksAsItIs, w.steps.runChecks, {
    url: w.settings.url,
    checks: w.settings.checks,
    affected: [],
    bypass: true,
  });
  return flow(
    resumeServices(w, { release: null, when: 'as they are' }),
    w.when('Did no person decide to reopen?', differs($.triage.decision, 'reopen'), check),
    lowerMaintenance(w, 'as it is'),
  );
}
