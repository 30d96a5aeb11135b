import { now } from '../context.ts';
import { expression } from '../expression.ts';
import type { Part } from '../flow.ts';
import { $, release, type Switch } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { switchServices } from './services.ts';

/** Makes the revisions that a release moves its services to. Assigns `$targets`. */
export const registerTaskDefinitions = (w: Workflow): Part =>
  w.task(
    'Register the task definitions',
    w.steps.registerTaskDefinitions,
    {
      lock: $.lock,
      now,
      release,
      services: w.settings.services,
      known: $.inspection.services,
      images: $.inspection.images,
    },
    (answer) => ({ targets: answer.targets }),
  );

/** Switches the services to the new revisions. Fenced, workers stay at zero until the checks have passed. */
export function switchForward(w: Workflow): Part {
  const items = expression<readonly Switch[]>(
    "( $known := $merge($inspection.services.{name: taskDefinition}); [$targets.{'service': service, 'taskDefinition': taskDefinition, " +
      "'accepts': [$lookup($known, service), taskDefinition], " +
      "'desiredCount': $release.migration = 'breaking' and kind = 'worker' ? 0 : desiredCount}] )",
  );
  return switchServices(w, items, release.id);
}
