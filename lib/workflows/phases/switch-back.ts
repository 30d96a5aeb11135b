import type { Chain } from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';
import { endSessions, switchServices } from './services.ts';

/**
 * Switches the services back to the known good: after a restore all of them, since each reads the pointer when it starts;
 * else those the release moved. Workers stay at zero behind the page until the checks have passed. Then nothing of the
 * application may still talk to the database that was left.
 * @param page whether users get the page.
 */
export function switchBack(w: Workflow, s: Settings, page: Expression): Chain {
  const kinds = JSON.stringify(Object.fromEntries(s.services.map((service) => [service.name, service.kind])));
  const items = jsonata(
    `( $page := ${page.slice(3, -3)}; $kinds := ${kinds}; ` +
      "$all := $triage.decision = 'services-and-database'; $moved := $triage.release.moved; " +
      "[$triage.release.knownGood.services[$all or name in $moved].{'service': name, 'taskDefinition': taskDefinition, " +
      "'accepts': $lookup($triage.release.accepts, name), " +
      "'desiredCount': $all ? ($lookup($kinds, name) = 'worker' ? 0 : desiredCount) : ($page ? desiredCount : -1)}] )",
  );
  const left = endSessions(
    w,
    s,
    'End the sessions on the quarantined database',
    'Are all sessions on the quarantined database gone?',
    '$triage.release.knownGood.database',
    false,
  );
  return switchServices(w, s, items, '').next(
    w.ifThen('Was a database left behind?', jsonata("$restored.instance != ''"), left),
  );
}
