import type { InputOf, OutputOf } from '../../steps/catalogue.ts';
import { now } from '../context.ts';
import type { Given } from '../expression.ts';
import type { Yielding } from '../flow.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

interface Ended {
  readonly outcome: Given<InputOf<'close-rollback'>['outcome']>;
  readonly quarantined: Given<string | null>;
  readonly restored: Given<string | null>;
}

/** Closes a rollback in the ledger, however it ended, and frees the environment. Assigns `$outage`. */
export const closeRollback = (w: Workflow, name: string, ended: Ended): Yielding<OutputOf<'close-rollback'>> =>
  w.task(
    name,
    w.steps.closeRollback,
    {
      lock: $.lock,
      now,
      rollback: $.rollback,
      incident: $.incident,
      because: $.because,
      lost: $.lost,
      countedAt: $.countedAt,
      counts: $.counts,
      undone: $.triage.release.undone,
      passedOver: $.triage.release.passedOver,
      serving: $.serving,
      baseline: $.restoredCounts,
      forward: $.triage.forward,
      ...ended,
    },
    (answer) => ({ outage: answer.outage }),
  );
