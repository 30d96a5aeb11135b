import { STATES } from '../../../lambdas/model/state-names.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import { now } from '../context.ts';
import type { Given } from '../expression.ts';
import type { Part } from '../flow.ts';
import { namesOf } from '../operators.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Decides what the incident calls for. Assigns `$triage` and `$because`. */
export function triage(w: Workflow): Part {
  return w.task(STATES.triage, w.steps.triage, facts(w, $.taken.release), (answer) => ({
    triage: answer,
    because: answer.because,
  }));
}

/** What *Triage* is asked, also for a dry run. */
export const facts = (w: Workflow, takenFrom: Given<string | null>): Given<InputOf<'triage'>> => ({
  now,
  language: w.configuration.language,
  trigger: $.trigger,
  cluster: w.settings.cluster,
  services: namesOf(w.settings.services),
  pointer: w.settings.pointer,
  policy: w.configuration.database.onRollback,
  onFreeze: w.configuration.database.onFreeze,
  windowMinutes: w.configuration.rollbackWindowMinutes,
  pageForServicesOnly: w.configuration.maintenance.forServicesOnly,
  takenFrom,
});
