import { SHIPPED_WITHIN_MINUTES } from '../../../lambdas/model/limits.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import { now } from '../context.ts';
import type { Given } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { append, not } from '../operators.ts';
import { everySeconds } from '../pace.ts';
import { $, known, returnPoint } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** What *Inspect the restore point* is asked, also for a dry run. */
export const askedOfRestorePoint = (w: Workflow): Given<InputOf<'inspect-restore-point'>> => ({
  now,
  restorePoint: returnPoint,
  database: known.database,
  oldestHours: w.configuration.database.oldestRestorePointHours,
});

/** Leads to `freeze`, with the reasons, when the restore point is not fit. */
export function inspectRestorePoint(w: Workflow, freeze: Part): Part {
  const inspected = w.task(
    STATES.inspectTheRestorePoint,
    w.steps.inspectRestorePoint,
    askedOfRestorePoint(w),
    (answer) => ({ because: append($.because, answer.problems), restorable: answer.fit }),
  );
  // RDS ships the log every five minutes. A newer point in time is waited for before users get the page.
  const reached = w.lookUntil(inspected, {
    question: 'Can RDS restore it yet?',
    done: (seen) => not(seen.ahead),
    pace: everySeconds(30),
    withinMinutes: SHIPPED_WITHIN_MINUTES,
  });
  return flow(reached, w.onlyIf('Is the restore point fit?', inspected.output.fit, freeze));
}
