import { NO_STANDBY } from '../../../lambdas/model/standby.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { now } from '../context.ts';
import { present } from '../expression.ts';
import { orElse, type Part } from '../flow.ts';
import { differs } from '../operators.ts';
import { $, known, returnPoint } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** A standby that is fit is the restored instance: nothing waits for a restore then. One that nobody can look at is not fit. */
export function lookAtStandby(w: Workflow): Part {
  const { identifier, resourceId, settings } = known.database;
  const look = w.task(
    STATES.lookAtTheStandby,
    w.steps.lookAtStandby,
    {
      ...{ now, work: $.work, release: present($.triage.release.standby).release, restorePoint: returnPoint },
      ...{ live: { identifier, resourceId }, settings, connection: w.settings.readConnection },
      ...{ scope: w.settings.countScope, applicationRoles: w.configuration.database.applicationRole },
      pointer: w.settings.pointer,
    },
    (answer) => ({ standing: answer }),
  );
  const unlooked = w.pass('The standby cannot be looked at', {
    assign: {
      standing: {
        ...NO_STANDBY,
        looked: false,
        use: { instance: present($.triage.release.standby).instance, used: false, why: $.unlooked.cause },
      },
    },
  });
  return w.when(
    'Has the release a standby?',
    differs($.triage.release.standby, null),
    orElse(look, 'unlooked', unlooked),
    w.pass('The release has no standby', { assign: { standing: NO_STANDBY } }),
  );
}
