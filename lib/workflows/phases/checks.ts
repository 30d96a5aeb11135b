import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment } from '../context.ts';
import type { Expression, Given } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { hasItems, or } from '../operators.ts';
import { asAnswered, everySeconds } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** A want of capacity usually lasts minutes; behind the page users wait for it. */
const STARTED_WITHIN_MINUTES = 15;

/** Asks the application, then starts the checks that are tasks and waits for their exit codes. Assigns `$checks`. */
export function runChecks(
  w: Workflow,
  { affected, bypass }: { readonly affected: Expression<readonly string[]>; readonly bypass: Given<boolean> },
): Part {
  const { url, checks, checkTasks } = w.settings;
  const asked = w.task(
    STATES.runTheChecks,
    w.steps.runChecks,
    { url, checks, checkTasks, affected, bypass },
    (answer) => ({ checks: answer.passed, checkTasks: answer.tasks }),
  );
  // Where no check is a task, the workflow is as short as before.
  if (w.written.checkTasks.length === 0) return asked;
  return flow(asked, w.when('Are tasks among the checks?', hasItems($.checkTasks), runTasks(w, bypass)));
}

function runTasks(w: Workflow, bypass: Given<boolean>): Part {
  const { url, cluster, checkTasks } = w.settings;
  const asking = { cluster, checks: checkTasks, tasks: $.checkTasks, limitMinutes: STARTED_WITHIN_MINUTES };
  const start = w.task(
    STATES.startTheCheckTasks,
    w.steps.startCheckTasks,
    { ...asking, lock: $.lock, moment, url, bypass },
    (answer) => ({ checkTasks: answer.tasks }),
  );
  const look = w.task(
    STATES.lookAtTheCheckTasks,
    w.steps.lookAtCheckTasks,
    { ...asking, lock: $.lock, moment, passed: $.checks },
    (answer) => ({ checkTasks: answer.tasks, checks: answer.passed }),
  );
  const started = w.lookUntil(start, {
    question: 'Has ECS taken the check tasks?',
    done: (seen) => seen.taken,
    pace: everySeconds(30),
    withinMinutes: STARTED_WITHIN_MINUTES,
  });
  const looked = w.lookUntil(look, {
    question: 'Have the check tasks ended?',
    done: (seen) => or(seen.done, seen.again),
    pace: asAnswered(),
    withinMinutes: Math.max(...w.written.checkTasks.map(({ task }) => task.withinMinutes)),
  });
  return flow(
    started,
    looked,
    w.backTo(started, 'Is a check task to be started again?', looked.output.again),
    w.pass('The check tasks have ended', {}),
  );
}
