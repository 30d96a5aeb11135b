import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Arns } from '../../naming/arns.ts';
import { type Expression, jsonata, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';
import { countLostWritesAtLast } from './lost-writes.ts';
import { endSessions, switchServices } from './services.ts';

/**
 * Switches the services back to the known good, pinned to the images that ran: after a restore all of them, since each reads the pointer when it starts;
 * else those the release moved. Workers stay at zero behind the page until the checks have passed. Then nothing of the
 * application may still talk to the database that was left, and what it took until then is counted.
 * @param page whether users get the page.
 */
export function switchBack(w: Workflow, s: Settings, page: Expression): sfn.Chain {
  const kinds = JSON.stringify(Object.fromEntries(s.services.map((service) => [service.name, service.kind])));
  const pin = w.task(
    'Pin the known good',
    w.steps.pinKnownGood,
    {
      lock: jsonata('$lock'),
      now,
      services: s.services,
      known: jsonata('$triage.release.knownGood.services'),
      registry: new Arns(w.configuration).registry,
    },
    { pinned: answer('pinned') },
  );
  const items = jsonata(
    `( $page := ${page.slice(3, -3)}; $kinds := ${kinds}; ` +
      "$all := $triage.decision = 'services-and-database'; $moved := $triage.release.moved; " +
      "[$triage.release.knownGood.services[$all or name in $moved].{'service': name, 'taskDefinition': $lookup($pinned, name), " +
      "'accepts': $append($lookup($triage.release.accepts, name), $lookup($pinned, name)), " +
      "'desiredCount': $all ? ($lookup($kinds, name) = 'worker' ? 0 : desiredCount) : ($page ? desiredCount : -1)}] )",
  );
  const left = endSessions(
    w,
    s,
    'End the sessions on the quarantined database',
    'Are all sessions on the quarantined database gone?',
    '$triage.release.knownGood.database',
    { readOnly: true },
  );
  // The restore and the switch have taken longer than a session may take to end.
  const begin = sfn.Pass.jsonata(w, 'The services are switched', { assign: { endingSince: now } });
  return pin
    .next(switchServices(w, s, items, ''))
    .next(
      w.ifThen(
        'Was a database left behind?',
        jsonata("$restored.instance != ''"),
        begin.next(left).next(countLostWritesAtLast(w, s)),
      ),
    );
}
