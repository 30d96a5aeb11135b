import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata, now, tried } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

const database = '$triage.release.knownGood.database';

/**
 * Counts what a restore would lose, and goes on only with what was agreed. Assigns `$lost`.
 * @param again the second count, after the restore: it took long enough for somebody with a role of their own to have
 * written meanwhile.
 * @param goOn what follows when these writes may be lost.
 * @param freeze what follows when a person must decide.
 */
export function countLostWrites(
  w: Workflow,
  s: Settings,
  again: boolean,
  goOn: sfn.IChainable,
  freeze: sfn.IChainable,
): sfn.Chain {
  const task = count(w, s, again ? 'Count the lost writes again' : 'Count the lost writes', {
    lost: answer('lost'),
    because: again ? BECAUSE_ABOVE : jsonata('$append($because, $states.result.Payload.because)'),
  });
  return task.next(
    sfn.Choice.jsonata(w, again ? 'May these writes still be lost?' : 'May these writes be lost?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.freeze')), freeze)
      .otherwise(goOn),
  );
}

/**
 * The last count, when nobody can write any more: what came in until the replaced database was read-only belongs to what
 * was lost. The way is behind us, so this only tells; where nobody can count any more, the count that decided stays.
 */
export function countLostWritesAtLast(w: Workflow, s: Settings): sfn.TaskStateBase {
  return count(w, s, 'Count the lost writes a last time', {
    lost: jsonata('$states.result.Payload.lost.known ? $states.result.Payload.lost : $lost'),
    because: BECAUSE_ABOVE,
  });
}

/** A later count is a reason of its own only when it is above what was agreed, or unknown. */
const BECAUSE_ABOVE = jsonata(
  '$states.result.Payload.freeze ? $append($because, $states.result.Payload.because) : $because',
);

function count(w: Workflow, s: Settings, name: string, assign: Record<string, Expression>): sfn.TaskStateBase {
  const c = w.configuration;
  return w.task(
    name,
    w.steps.countLostWrites,
    {
      now,
      language: c.language,
      connection: s.readConnection,
      host: jsonata(`${database}.host`),
      port: jsonata(`${database}.port`),
      tables: c.database.tables,
      baseline: jsonata('$triage.release.baseline'),
      behindFence: jsonata('$triage.release.behindFence'),
      maxLostWrites: c.database.maxLostWrites,
      accepted: jsonata("$trigger.kind = 'person' ? $trigger.acceptLostWrites : null"),
      tried,
    },
    assign,
  );
}
