import { FROZEN } from '../../../lambdas/model/errors.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { listOf, ofKind } from '../operators.ts';
import { $, undoneRelease, undoneVersion } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { raiseMaintenance } from './maintenance.ts';

/** Ways into a freeze: before anything is raised or stopped, and once users have the page. */
export interface Freeze {
  readonly before: Part;
  readonly behindPage: Part;
}

/**
 * Leaves the decision to a person: users get the page, or stay in where `database.onFreeze` says so; nothing else moves, and
 * DevOps gets the possible decisions.
 */
export function freezeEnvironment(w: Workflow): Freeze {
  const freeze = askAPerson(w);
  const behindPage = flow(raiseMaintenance(w, 'freeze'), freeze);
  return {
    before: w.choose('Do users stay in?', [{ condition: $.triage.staysOpen, part: freeze }], behindPage),
    behindPage,
  };
}

function askAPerson(w: Workflow): Part {
  const frozen = w.task(
    'Freeze the environment',
    w.steps.freeze,
    {
      lock: $.lock,
      now,
      rollback: $.rollback,
      release: undoneRelease,
      incident: $.incident,
      because: $.because,
      lost: $.lost,
      countedAt: $.countedAt,
      counts: $.counts,
    },
    (answer) => ({ frozenOpen: answer.open }),
  );
  return flow(
    frozen,
    w.tell(
      'Tell DevOps which decision is needed',
      'devops',
      {
        kind: 'frozen',
        open: $.frozenOpen,
        pageForServicesOnly: w.configuration.maintenance.forServicesOnly,
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
        ...(w.secondPerson === null ? {} : { secondPerson: true as const }),
      },
      $.incident,
    ),
    w.tell(STATES.announceTheFreeze, 'teams', {
      kind: 'freeze-announced',
      open: $.frozenOpen,
      criterion: $.taken.origin.trigger.criterion,
      version: undoneVersion,
    }),
    w.endWithout('Frozen until a person decides', FROZEN, { incident: $.incident, because: listOf($.because) }),
  );
}
