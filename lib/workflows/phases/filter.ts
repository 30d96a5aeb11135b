import { OLDEST_EVENT_SECONDS } from '../../../lambdas/model/limits.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { execution, moment, now } from '../context.ts';
import { present } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { machineName } from '../machine.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/**
 * The workflow a rollback runs in (`docs/decisions/0007-…`): `rollback` only takes requests, `decision` takes decisions too.
 */
export type Door = 'rollback' | 'decision';

/** Reads what started a rollback and decides whether it may act. Touches nothing. */
export function readTrigger(w: Workflow, door: Door) {
  const c = w.configuration;
  return w.task(
    STATES.readWhatStartedTheRollback,
    w.steps.readRollbackTrigger,
    {
      request: execution.input,
      execution: execution.arn,
      executionName: execution.name,
      startedAt: execution.startedAt,
      moment,
      language: c.language,
      timeZone: c.timeZone,
      account: c.account,
      region: c.region,
      alarms: w.settings.alarms,
      functionalities: w.settings.functionalities,
      services: w.settings.services,
      pointer: w.settings.pointer,
      oldestSeconds: OLDEST_EVENT_SECONDS,
      mayDecide: door === 'decision',
      decisionWorkflow: machineName(c.name, 'decision'),
      secondPerson: door === 'decision' ? w.secondPerson : null,
    },
    (answer) => ({
      ...{ rollback: answer.id, trigger: answer.trigger, problems: answer.problems },
      // The other door takes no events: what it is given by hand is never acted on as one.
      ...(door === 'rollback' ? { drill: answer.drill } : {}),
    }),
  );
}

/** Ends an execution that is not acted on. */
export function notActedOn(w: Workflow, read: ReturnType<typeof readTrigger>): Part {
  return flow(
    w.tell('Tell why the trigger is not acted on', 'devops', {
      kind: 'trigger-not-acted-on',
      trigger: $.trigger,
      why: present(read.output.why),
    }),
    w.succeed(STATES.nothingWasActedOn),
  );
}

/** A person switches off, or on again, that alarms start rollbacks: it needs no lock, and whatever runs goes on. */
export function switchAutomation(w: Workflow): Part {
  const switched = w.task(STATES.switchAutomation, w.steps.switchAutomation, {
    now,
    request: execution.input,
    execution: execution.arn,
    secondPerson: w.secondPerson,
  });
  return flow(
    switched,
    w.tell('Tell that automation is switched', 'devops', switched.output.message),
    w.succeed('Automation is switched'),
  );
}
