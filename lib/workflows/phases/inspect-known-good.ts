import { STATES } from '../../../lambdas/model/state-names.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import type { Given } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { append } from '../operators.ts';
import { $, known } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** What *Inspect the known good* is asked, also for a dry run. */
export const askedOfKnownGood = (w: Workflow): Given<InputOf<'inspect-known-good'>> => ({
  language: w.configuration.language,
  services: w.settings.services,
  known: known.services,
  undone: { moved: $.triage.release.moved },
  decision: $.triage.decision,
  images: $.triage.images,
});

/** Leads to `freeze`, with the reasons, when what the services are to go back to cannot be started. Assigns `$missing` and `$deleted`. */
export function inspectKnownGood(w: Workflow, freeze: Part): Part {
  const inspected = w.task(STATES.inspectTheKnownGood, w.steps.inspectKnownGood, askedOfKnownGood(w), (answer) => ({
    because: append($.because, answer.problems),
    missing: answer.missing,
    deleted: answer.deleted,
  }));
  return flow(inspected, w.onlyIf('Can the known good be started?', inspected.output.fit, freeze));
}
