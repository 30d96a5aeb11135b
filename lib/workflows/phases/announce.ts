import type { Expression } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/**
 * Tells DevOps what is decided, and every team what happens and why.
 * @param maintenance whether users get the page.
 */
export function announceRollback(w: Workflow, maintenance: Expression<boolean>): Part {
  const decided = w.tell('Tell DevOps what is decided', 'devops', {
    kind: 'rollback-started',
    trigger: $.trigger,
    decision: $.triage.decision,
    because: $.because,
    version: $.triage.release.version,
    returnsTo: known.version,
    undoneCommit: known.commit,
    incident: $.incident,
    recurrence: $.triage.recurrence,
  });
  const announced = w.tell('Announce the rollback', 'teams', {
    kind: 'rollback-announced',
    criterion: $.trigger.criterion,
    reason: $.trigger.reason,
    version: $.triage.release.version,
    maintenance,
  });
  return flow(decided, announced);
}
