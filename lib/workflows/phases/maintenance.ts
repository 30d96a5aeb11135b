import { Duration } from 'aws-cdk-lib';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { equals, listOf, or } from '../operators.ts';
import { every } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Rule changes take about 10 s to reach the load balancer. If the page is not proven after 90 s, DevOps is warned. */
const LOOK_EVERY = Duration.seconds(5);
const PROVEN_WITHIN_SECONDS = 90;
const LOWERED_WITHIN_SECONDS = 300;

/**
 * Raises maintenance mode and looks at it from outside until users get the page, or until 90 s are over and DevOps is
 * warned. If a listener does not show the page, it is raised again before the next look: one stale answer of the load
 * balancer must not leave a rule missing for good.
 * @param during what goes on, at the end of the states' names
 */
export function raiseMaintenance(w: Workflow, during: 'release' | 'rollback' | 'services' | 'freeze'): Part {
  const when = `for the ${during}` as const;
  const { priorities, path } = w.configuration.maintenance;
  const { listeners, page } = w.settings;
  const raise = w.task(`Raise maintenance mode ${when}`, w.steps.raiseMaintenance, {
    lock: $.lock,
    now,
    listeners,
    priorities,
    page,
  });
  const look = w.task(`Look at maintenance mode ${when}`, w.steps.lookAtMaintenance, {
    lock: $.lock,
    moment,
    since: $.raisingSince,
    listeners,
    expect: 'up',
    path,
    limitSeconds: PROVEN_WITHIN_SECONDS,
    needsBypass: during === 'release',
  });
  const looked = w.lookUntil(look, {
    question: `Do users get the page ${when}?`,
    done: (seen) => or(seen.proven, seen.over),
    pace: every(LOOK_EVERY),
    withinMinutes: PROVEN_WITHIN_SECONDS / 60,
    again: raise,
  });
  const unproven = w.tell(
    `Tell that maintenance mode is not proven ${when}`,
    'devops',
    {
      kind: 'maintenance-unproven',
      during,
      seen: listOf(looked.output.seen),
    },
    during === 'release' ? null : $.incident,
  );
  return flow(
    w.pass(`Begin to raise maintenance mode ${when}`, { assign: { raisingSince: now } }),
    looked,
    w.when(`Is maintenance mode proven ${when}?`, equals(looked.output.proven, false), unproven),
  );
}

/**
 * Lowers maintenance mode. It is done only when users outside reach the application again.
 * @param when at the end of the states' names
 */
export function lowerMaintenance(w: Workflow, when?: 'as it is'): Part {
  const { listeners } = w.settings;
  const name = (text: string): string => (when === undefined ? text : `${text} ${when}`);
  const lower = w.task(name(STATES.lowerMaintenanceMode), w.steps.lowerMaintenance, { lock: $.lock, now, listeners });
  const look = w.task(name('Look whether users are back'), w.steps.lookAtMaintenance, {
    lock: $.lock,
    moment,
    since: $.loweringSince,
    listeners,
    expect: 'down',
    path: w.configuration.maintenance.path,
    limitSeconds: LOWERED_WITHIN_SECONDS,
    needsBypass: false,
  });
  return flow(
    w.pass(name('Begin to lower maintenance mode'), { assign: { loweringSince: now } }),
    w.lookUntil(look, {
      question: `${name('Do users reach the application')}?`,
      done: (seen) => seen.proven,
      pace: every(LOOK_EVERY),
      withinMinutes: LOWERED_WITHIN_SECONDS / 60,
      again: lower,
    }),
  );
}
