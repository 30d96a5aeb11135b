import { FROZEN } from '../../../lambdas/model/errors.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { listOf, ofKind } from '../operators.ts';
import { $, undoneRelease, undoneVersion } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { raiseMaintenance } from './maintenance.ts';

/** Leaves the decision to a person: users get the page, nothing else moves, and DevOps gets the possible decisions. */
export function freezeEnvironment(w: Workflow): Part {
  return flow(
    raiseMaintenance(w, 'freeze'),
    w.task('Freeze the environment', w.steps.freeze, {
      lock: $.lock,
      now,
      rollback: $.rollback,
      release: undoneRelease,
      incident: $.incident,
      because: $.because,
      lost: $.lost,
      countedAt: $.countedAt,
    }),
    w.tell('Tell DevOps which decision is needed', 'devops', {
      kind: 'frozen',
      incident: $.incident,
      trigger: $.taken.origin.trigger,
      because: $.because,
      lost: $.lost,
      version: undoneVersion,
      missing: $.missing,
      deleted: $.deleted,
      ways: $.triage.ways,
      restorable: $.restorable,
      to: ofKind($.trigger, 'person', (person) => person.to, null),
    }),
    w.tell(STATES.announceTheFreeze, 'teams', {
      kind: 'freeze-announced',
      criterion: $.taken.origin.trigger.criterion,
      version: undoneVersion,
    }),
    w.endWithout('Frozen until a person decides', FROZEN, { incident: $.incident, because: listOf($.because) }),
  );
}
