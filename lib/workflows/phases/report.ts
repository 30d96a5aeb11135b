import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, now } from '../expression.ts';
import { answer, type Workflow } from '../workflow.ts';

/** Closes the rollback and frees the environment; what is then written and told never undoes it. */
export function closeAndReport(w: Workflow): sfn.Chain {
  const c = w.configuration;
  const quarantined = jsonata("$restored.instance = '' ? '' : $triage.release.knownGood.database.identifier");
  const close = w.task('Close the rollback', w.steps.closeRollback, {
    lock: jsonata('$lock'),
    now,
    rollback: jsonata('$rollback'),
    outcome: 'done',
    releases: jsonata('$triage.release.undone'),
    quarantined,
    restored: jsonata('$restored.instance'),
  });
  const { language, timeZone } = c;
  const postMortem = w.orTell(
    w.task(
      'Write the post-mortem',
      w.steps.writePostMortem,
      {
        now,
        language,
        timeZone,
        rollback: jsonata('$rollback'),
        execution: jsonata('$states.context.Execution.Id'),
        incident: jsonata('$incident'),
        startedAt: jsonata('$takenAt'),
        trigger: jsonata('$trigger'),
        decision: jsonata('$triage.decision'),
        because: jsonata('$because'),
        recurrence: jsonata('$triage.recurrence'),
        release: jsonata('$triage.release.id'),
        lost: jsonata('$lost'),
        proof: jsonata('$restored.proof'),
        restored: jsonata('$restored.instance'),
        quarantined,
        checks: jsonata('$checks'),
      },
      { postMortem: answer('document') },
    ),
    'post-mortem',
  );
  const report = w.tell('Report the rollback to DevOps', 'devops', {
    kind: 'rollback-done',
    decision: jsonata('$triage.decision'),
    version: jsonata('$triage.release.version'),
    returnsTo: jsonata('$triage.release.knownGood.version'),
    startedAt: jsonata('$takenAt'),
    lost: jsonata('$lost'),
    restored: jsonata('$restored.instance'),
    quarantined,
    readOnly: jsonata('$readOnly'),
    safetySnapshot: jsonata('$safetySnapshot'),
    proof: jsonata('$restored.proof'),
    leftConfiguration: jsonata('$configuration.left'),
    postMortem: jsonata('$postMortem'),
  });
  const back = w.tell('Tell the teams that the application is back', 'teams', {
    kind: 'back-to-normal',
    version: jsonata('$triage.release.version'),
    startedAt: jsonata('$takenAt'),
    lostWrites: jsonata("$restored.instance != '' and ($lost.known = false or $lost.total > 0)"),
  });
  const remind = w.tell('Remind of the post-mortem', 'devops', {
    kind: 'reminder',
    incident: jsonata('$incident'),
    postMortem: jsonata('$postMortem'),
  });
  const settle = w.orTell(
    w.task('Start Settle', w.steps.startSettle, {
      settling: {
        rollback: jsonata('$rollback'),
        instance: jsonata('$restored.instance'),
        safetySnapshot: jsonata('$safetySnapshot'),
        settings: jsonata('$triage.release.knownGood.database.settings'),
      },
    }),
    'settle',
  );
  const done = sfn.Succeed.jsonata(w, 'The rollback is done', {
    outputs: {
      rollback: jsonata('$rollback'),
      decision: jsonata('$triage.decision'),
      release: jsonata('$triage.release.id'),
      lost: jsonata('$lost'),
      restored: jsonata('$restored.instance'),
      quarantined,
      postMortem: jsonata('$postMortem'),
    },
  });
  return close
    .next(postMortem)
    .next(report)
    .next(back)
    .next(remind)
    .next(w.ifThen('Was the database restored?', jsonata("$restored.instance != ''"), settle))
    .next(done);
}
