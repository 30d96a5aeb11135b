import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import type { Part } from '../flow.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { switchServices } from './services.ts';

/** Registers the revisions that a release moves its services to. Assigns `$targets` and `$switches`. */
export const registerTaskDefinitions = (w: Workflow): Part =>
  w.task(
    STATES.registerTheTaskDefinitions,
    w.steps.registerTaskDefinitions,
    {
      lock: $.lock,
      now,
      release,
      services: w.settings.services,
      known: $.inspection.services,
      images: $.inspection.images,
    },
    (answer) => ({ targets: answer.targets, switches: answer.switches }),
  );

/** Switches the services to the new revisions. */
export const switchForward = (w: Workflow): Part => switchServices(w, release.id);
