import { STATES } from '../../../lambdas/model/state-names.ts';
import { flow, type Part } from '../flow.ts';
import { append } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Leads to `freeze`, with the reasons, when what the services are to go back to cannot be started. Assigns `$missing`. */
export function inspectKnownGood(w: Workflow, freeze: Part): Part {
  const inspected = w.task(
    STATES.inspectTheKnownGood,
    w.steps.inspectKnownGood,
    {
      language: w.configuration.language,
      services: w.settings.services,
      known: known.services,
      undone: { moved: $.triage.release.moved },
      decision: $.triage.decision,
      images: $.triage.images,
    },
    (answer) => ({ because: append($.because, answer.problems), missing: answer.missing }),
  );
  return flow(inspected, w.onlyIf('Can the known good be started?', inspected.output.fit, freeze));
}
