import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { differs } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { countLostWritesAtLast } from './lost-writes.ts';
import { switchServices } from './services.ts';
import { endSessions } from './sessions.ts';

/**
 * What the services go back to, registered last in its family: behind the fence before a restore, since a job that names the
 * family would run the undone revision on the restored database. Assigns `$switches`.
 */
export const pinKnownGood = (w: Workflow, name: 'Pin the known good' | 'Pin the known good behind the fence'): Part =>
  w.task(
    name,
    w.steps.pinKnownGood,
    {
      lock: $.lock,
      now,
      services: w.settings.services,
      known: known.services,
      undone: { moved: $.triage.release.moved, accepts: $.triage.release.accepts },
      decision: $.triage.decision,
      images: $.triage.images,
    },
    (answer) => ({ switches: answer.switches }),
  );

/**
 * Switches the services back to the known good, pinned to the images that ran. After a restore all go back, since each reads
 * the pointer when it starts; otherwise those the release moved. Workers stay at zero behind the page until the checks have
 * passed. At the end no session of the application may remain on the replaced database, and its last writes are counted.
 */
export const switchBack = (w: Workflow): Part =>
  flow(switchServices(w, null), w.when('Was a database left behind?', differs($.restored, null), leaveTheReplaced(w)));

/** The time limit for ending sessions begins here: restore and switch alone have taken longer than it. */
function leaveTheReplaced(w: Workflow): Part {
  return flow(
    w.pass('The services are switched', { assign: { endingSince: now } }),
    endSessions(w, {
      name: STATES.endTheSessionsOnTheQuarantinedDatabase,
      question: 'Are all sessions on the quarantined database gone?',
      database: known.database,
      unreachable: 'goes on',
      leftForGood: true,
    }),
    countLostWritesAtLast(w),
  );
}
