import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now, tried } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { everySeconds } from '../pace.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Users wait. A sequence is one block; where S3 brings them this slowly, what is left is told. */
const SEQUENCES_WITHIN_MINUTES = 3;

/** Points the application at the restored database and quarantines the replaced one. Assigns `$quarantined`, `$readOnly`, `$notClosed` and `$sequences`. */
export function pointAtRestored(w: Workflow): Part {
  const replaced = known.database;
  const point = w.task(STATES.pointTheApplicationAtTheRestoredDatabase, w.steps.switchPointer, {
    lock: $.lock,
    now,
    pointer: w.settings.pointer,
    from: replaced.pointer,
    host: $.restoredHost,
    port: $.restoredPort,
  });
  const quarantine = w.task(
    STATES.quarantineTheReplacedDatabase,
    w.steps.quarantineDatabase,
    {
      lock: $.lock,
      now,
      work: $.work,
      instance: replaced.identifier,
      host: replaced.host,
      port: replaced.port,
      connection: w.settings.connection,
      applicationRoles: w.configuration.database.applicationRole,
      reader: $.reader,
      tried,
    },
    (answer) => ({ readOnly: answer.readOnly, notClosed: answer.notClosed, quarantined: replaced.identifier }),
  );
  return flow(point, quarantine, advanceSequences(w));
}

/** Ids that users have seen must not be given out again: before any service starts on the restored database. */
function advanceSequences(w: Workflow): Part {
  const advance = w.task(
    STATES.advanceTheSequences,
    w.steps.advanceSequences,
    {
      lock: $.lock,
      moment,
      since: $.advancingSince,
      connection: w.settings.connection,
      quarantined: { host: known.database.host, port: known.database.port },
      restored: { host: $.restoredHost, port: $.restoredPort },
      tried,
      limitMinutes: SEQUENCES_WITHIN_MINUTES,
    },
    (answer) => ({ sequences: answer.sequences }),
  );
  return flow(
    w.pass('The replaced database is quarantined', { assign: { advancingSince: now } }),
    w.lookUntil(advance, {
      question: 'Are the sequences advanced?',
      done: (seen) => seen.done,
      pace: everySeconds(5),
      withinMinutes: SEQUENCES_WITHIN_MINUTES,
    }),
  );
}
