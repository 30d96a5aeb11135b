import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

/** Decides what the incident calls for. Assigns `$triage` and `$because`. */
export function triage(w: Workflow, s: Settings) {
  const takenFrom = jsonata('$taken.release');
  return w.task('Triage', w.steps.triage, given(w, s, takenFrom), { triage: answer(), because: answer('because') });
}

/** The same for a dry run, which ends with the decision. */
export function triageForDryRun(w: Workflow, s: Settings): sfn.Chain {
  return w.task('Triage for the dry run', w.steps.triage, given(w, s, '')).next(
    sfn.Succeed.jsonata(w, 'This would be decided', {
      outputs: { decision: jsonata('$states.input.decision'), because: jsonata('$states.input.because') },
    }),
  );
}

const given = (w: Workflow, s: Settings, takenFrom: Expression | '') => ({
  now,
  language: w.configuration.language,
  trigger: jsonata('$trigger'),
  cluster: s.cluster,
  services: s.services.map((service) => service.name),
  policy: w.configuration.database.onRollback,
  windowMinutes: w.configuration.rollbackWindowMinutes,
  takenFrom,
});
