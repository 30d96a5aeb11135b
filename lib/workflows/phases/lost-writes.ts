import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, now, tried } from '../expression.ts';
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
  const c = w.configuration;
  const count = w.task(
    again ? 'Count the lost writes again' : 'Count the lost writes',
    w.steps.countLostWrites,
    {
      now,
      language: c.language,
      connection: s.readConnection,
      host: jsonata(`${database}.host`),
      port: jsonata(`${database}.port`),
      tables: c.database.tables,
      baseline: jsonata('$triage.release.baseline'),
      fenceHeld: jsonata('$triage.release.fenceHeld'),
      maxLostWrites: c.database.maxLostWrites,
      accepted: jsonata("$trigger.kind = 'person' ? $trigger.acceptLostWrites : null"),
      tried,
    },
    {
      lost: answer('lost'),
      // The second count is a reason of its own only when it changes the way.
      because: jsonata(
        again
          ? '$states.result.Payload.freeze ? $append($because, $states.result.Payload.because) : $because'
          : '$append($because, $states.result.Payload.because)',
      ),
    },
  );
  return count.next(
    sfn.Choice.jsonata(w, again ? 'May these writes still be lost?' : 'May these writes be lost?')
      .when(sfn.Condition.jsonata(jsonata('$states.input.freeze')), freeze)
      .otherwise(goOn),
  );
}
