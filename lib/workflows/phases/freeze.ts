import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';
import { raiseMaintenance } from './maintenance.ts';

/** A decision only a person may take: the page for users, nothing else moved, and DevOps told what can be decided. */
export function freezeEnvironment(w: Workflow, s: Settings): sfn.Chain {
  return raiseMaintenance(w, s, 'for the freeze')
    .next(
      w.task('Freeze the environment', w.steps.freeze, {
        lock: jsonata('$lock'),
        now,
        rollback: jsonata('$rollback'),
        release: jsonata('$triage.release.id'),
        incident: jsonata('$incident'),
        because: jsonata('$because'),
      }),
    )
    .next(
      w.tell('Tell DevOps which decision is needed', 'devops', {
        kind: 'frozen',
        incident: jsonata('$incident'),
        because: jsonata('$because'),
        lost: jsonata('$lost'),
        version: jsonata('$triage.release.version'),
        to: jsonata("$trigger.kind = 'person' ? $trigger.to : ''"),
      }),
    )
    .next(
      sfn.Succeed.jsonata(w, 'Frozen until a person decides', {
        outputs: { incident: jsonata('$incident'), because: jsonata('$because') },
      }),
    );
}
