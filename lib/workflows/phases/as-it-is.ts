import { STATES } from '../../../lambdas/model/state-names.ts';
import { flow, type Part } from '../flow.ts';
import { differs, equals } from '../operators.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { closeRollback } from './close-rollback.ts';
import type { Door } from './filter.ts';
import { lowerMaintenance } from './maintenance.ts';
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
    w.tell(STATES.tellThatNothingIsRolledBack, 'devops', {
      kind: 'nothing-changed',
      trigger: $.trigger,
      decision: $.triage.decision,
      release: $.triage.about,
      because: $.because,
    }),
    ...(door === 'decision' ? [reopened(w)] : []),
    w.succeed('Nothing was rolled back', { decision: $.triage.decision, because: $.because }),
  );
}

/** Tells the teams that users are in again; only a decision can reopen. */
const reopened = (w: Workflow): Part =>
  w.when(
    'Did a person reopen it?',
    equals($.triage.decision, 'reopen'),
    w.tell(STATES.announceTheReopening, 'teams', {
      kind: 'reopened',
      version: $.triage.release.version,
      reason: $.trigger.reason,
      outage: $.outage,
    }),
  );

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
