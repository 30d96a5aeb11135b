import type { Chain } from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata } from '../expression.ts';
import type { Workflow } from '../workflow.ts';

/**
 * Tells DevOps what is decided, and every team what happens and why.
 * @param maintenance whether users get the page.
 */
export function announceRollback(w: Workflow, maintenance: Expression): Chain {
  return w
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
        maintenance,
      }),
    );
}
