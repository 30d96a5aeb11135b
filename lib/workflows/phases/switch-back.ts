import { now } from '../context.ts';
import { codeOf, type Expression, expression } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { differs } from '../operators.ts';
import { $, known, type Switch } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { countLostWritesAtLast } from './lost-writes.ts';
import { switchServices } from './services.ts';
import { endSessions } from './sessions.ts';

/**
 * Switches the services back to the known good, pinned to the images that ran: after a restore all of them, since each
 * reads the pointer when it starts; else those the release moved. Workers stay at zero behind the page until the checks
 * have passed. Then nothing of the application may still talk to the database that was left, and what it took until then
 * is counted.
 * @param page whether users get the page
 */
export function switchBack(w: Workflow, page: Expression<boolean>): Part {
  const { services, registry } = w.settings;
  const pin = w.task(
    'Pin the known good',
    w.steps.pinKnownGood,
    { lock: $.lock, now, services, known: known.services, registry },
    (answer) => ({ pinned: answer.pinned }),
  );
  const kinds = JSON.stringify(Object.fromEntries(services.map((service) => [service.name, service.kind])));
  const items = expression<readonly Switch[]>(
    `( $page := ${codeOf(page)}; $kinds := ${kinds}; ` +
      "$all := $triage.decision = 'services-and-database'; $moved := $triage.release.moved; " +
      "[$triage.release.knownGood.services[$all or name in $moved].{'service': name, 'taskDefinition': $lookup($pinned, name), " +
      "'accepts': $append($lookup($triage.release.accepts, name), $lookup($pinned, name)), " +
      "'desiredCount': $all ? ($lookup($kinds, name) = 'worker' ? 0 : desiredCount) : ($page ? desiredCount : -1)}] )",
  );
  return flow(
    pin,
    switchServices(w, items, ''),
    w.when('Was a database left behind?', differs($.restored.instance, ''), leaveTheReplaced(w)),
  );
}

/** The restore and the switch have taken longer than a session may take to end: that time begins here. */
function leaveTheReplaced(w: Workflow): Part {
  return flow(
    w.pass('The services are switched', { assign: { endingSince: now } }),
    endSessions(w, {
      name: 'End the sessions on the quarantined database',
      question: 'Are all sessions on the quarantined database gone?',
      database: known.database,
      unreachable: 'goes on',
      leftForGood: true,
    }),
    countLostWritesAtLast(w),
  );
}
