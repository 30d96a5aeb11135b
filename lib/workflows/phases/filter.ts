import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment } from '../expression.ts';
import { machineName } from '../machine.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

/** EventBridge retries a target for as long; a rollback that begins later is worse than none. */
const OLDEST_EVENT_SECONDS = 300;

/**
 * Reads what started a rollback and decides whether it may act; touches nothing. Only here does a failure refuse the
 * request: nothing is held yet. Assigns `$rollback` and `$trigger`.
 * @param acting what follows when it may act.
 */
export function filter(w: Workflow, s: Settings, mayDecide: boolean, acting: () => sfn.IChainable): sfn.Chain {
  const c = w.configuration;
  const refused = sfn.Fail.jsonata(w, 'The rollback was refused', {
    error: jsonata('$problem.error'),
    cause: jsonata('$problem.cause'),
  });
  w.failuresLeadTo(refused);
  const read = w.task(
    'Read what started the rollback',
    w.steps.readRollbackTrigger,
    {
      request: jsonata('$states.context.Execution.Input'),
      executionName: jsonata('$states.context.Execution.Name'),
      startedAt: jsonata('$states.context.Execution.StartTime'),
      moment,
      account: c.account,
      region: c.region,
      alarms: s.alarms,
      functionalities: s.functionalities,
      oldestSeconds: OLDEST_EVENT_SECONDS,
      mayDecide,
      decisionWorkflow: machineName(c.name, 'decision'),
    },
    { rollback: answer('id'), trigger: answer('trigger') },
  );
  const notActed = w
    .tell('Tell why the trigger is not acted on', 'devops', {
      kind: 'trigger-not-acted-on',
      trigger: jsonata('$trigger'),
      why: jsonata('$states.input.why'),
    })
    .next(sfn.Succeed.jsonata(w, 'Told, and ended'));
  return read.next(
    sfn.Choice.jsonata(w, 'Is it to be acted on?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.act')), acting())
      .otherwise(notActed),
  );
}
