import { STATES } from '../../../lambdas/model/state-names.ts';
import { flow, type Part } from '../flow.ts';
import { $, known, undoneVersion } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Sends DevOps the decision, and every team what happens and why. */
export function announceRollback(w: Workflow): Part {
  const decided = w.tell(
    'Tell DevOps what is decided',
    'devops',
    {
      kind: 'rollback-started',
      forward: $.triage.forward,
      trigger: $.trigger,
      decision: $.triage.decision,
      because: $.because,
      version: undoneVersion,
      returnsTo: known.version,
      undoneCommit: known.commit,
      incident: $.incident,
      recurrence: $.triage.recurrence,
    },
    $.incident,
  );
  const announced = w.tell(STATES.announceTheRollback, 'teams', {
    kind: 'rollback-announced',
    forward: $.triage.forward,
    again: $.taken.origin.again,
    trigger: $.trigger,
    version: undoneVersion,
    maintenance: $.triage.page,
  });
  return flow(decided, announced);
}
