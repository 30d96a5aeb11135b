import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';
import { lowerMaintenance } from './maintenance.ts';
import { resumeServices } from './services.ts';

/**
 * Nothing goes back; what is stopped or raised is resumed and lowered, whoever did it. The page is lowered when the checks
 * have passed, or when a person decided to reopen.
 */
export function leaveAsItIs(w: Workflow, s: Settings): sfn.Chain {
  const checkAsIs = w.task('Run the checks as it is', w.steps.runChecks, {
    url: s.listeners[0]?.url ?? '',
    checks: s.checks,
    affected: [],
    bypass: true,
  });
  const clear = resumeServices(w, s, ' as they are', '')
    .next(w.ifThen('Did no person decide to reopen?', jsonata("$triage.decision != 'reopen'"), checkAsIs))
    .next(lowerMaintenance(w, s, ' as it is'));
  return w
    .ifThen('Is the environment half-way?', jsonata('$triage.release.halfWay'), clear)
    .next(
      w.task('Close without a rollback', w.steps.closeRollback, {
        lock: jsonata('$lock'),
        now,
        rollback: jsonata('$rollback'),
        outcome: jsonata('$triage.decision'),
        releases: jsonata("$triage.decision = 'notify-only' ? [] : $triage.release.undone"),
        quarantined: '',
        restored: '',
      }),
    )
    .next(
      w.tell('Tell that nothing is rolled back', 'devops', {
        kind: 'nothing-changed',
        trigger: jsonata('$trigger'),
        decision: jsonata('$triage.decision'),
        because: jsonata('$because'),
      }),
    )
    .next(
      sfn.Succeed.jsonata(w, 'Nothing was rolled back', {
        outputs: { decision: jsonata('$triage.decision'), because: jsonata('$because') },
      }),
    );
}
