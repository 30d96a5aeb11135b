import { NO_STANDBY } from '../../../lambdas/model/standby.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { present } from '../expression.ts';
import { flow, orElse, type Part } from '../flow.ts';
import { differs } from '../operators.ts';
import { $, known, returnPoint } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/**
 * A standby that is fit is the restored instance: nothing waits for a restore then. One that nobody can look at, or that would fail the
 * proof that follows, is not: that proof stops a rollback, and a fresh restore may pass it.
 */
export function lookAtStandby(w: Workflow): Part {
  const { identifier, resourceId, settings } = known.database;
  const stands = present($.triage.release.standby);
  const look = w.task(
    STATES.lookAtTheStandby,
    w.steps.lookAtStandby,
    {
      ...{ now, work: $.work, release: stands.release, restorePoint: returnPoint },
      ...{ live: { identifier, resourceId }, settings, connection: w.settings.readConnection },
      ...{ scope: w.settings.countScope, applicationRoles: w.configuration.database.applicationRole },
      pointer: w.settings.pointer,
    },
    (answer) => ({ standing: answer }),
  );
  const unlooked = w.pass('The standby cannot be used', {
    assign: {
      standing: {
        ...NO_STANDBY,
        looked: false,
        use: { instance: stands.instance, used: false, why: $.unlooked.cause },
      },
    },
  });
  const looking = flow(look, w.when('Is the standby fit?', differs($.standing.proof, null), proveOnceMore(w)));
  return w.when(
    'Has the release a standby?',
    differs($.triage.release.standby, null),
    orElse(looking, 'unlooked', unlooked),
    w.pass('The release has no standby', { assign: { standing: NO_STANDBY } }),
  );
}

/** The application's login is tried later: its password may have to be set first. What does not answer in time is waited for there. */
function proveOnceMore(w: Workflow): Part {
  const at = present($.standing.proof);
  return w.task(STATES.proveTheStandbyOnceMore, w.steps.proveDatabase, {
    ...{ moment, since: now, connection: w.settings.readConnection, pointer: w.settings.pointer },
    ...{ application: null, letIn: { set: false, refused: null }, host: at.host, port: at.port },
    ...{ sentinels: w.configuration.database.sentinels, tables: w.settings.countScope.tables },
    ...{ scope: w.settings.countScope, restorePoint: returnPoint, accepted: false, limitMinutes: 60 },
  });
}
