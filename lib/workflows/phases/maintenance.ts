import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';

/** Rule changes take about 10 s to reach the load balancer; not proven after 90 s is told. */
const LOOK_EVERY = Duration.seconds(5);
const PROVEN_WITHIN_SECONDS = 90;
const LOWERED_WITHIN_SECONDS = 300;

/**
 * Raises maintenance mode and looks at it from outside until users get the page, or 90 s are over (told). What is not seen is
 * raised again before the next look: one stale answer of the load balancer must not leave a rule missing for good.
 */
export function raiseMaintenance(w: Workflow, s: Settings, when: string): sfn.Chain {
  const { priorities, path } = w.configuration.maintenance;
  const raise = w.task(`Raise maintenance mode ${when}`, w.steps.raiseMaintenance, {
    lock: jsonata('$lock'),
    now,
    listeners: s.listeners,
    priorities,
    page: s.page,
  });
  const look = w.task(`Look at maintenance mode ${when}`, w.steps.lookAtMaintenance, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$raisingSince'),
    listeners: s.listeners,
    expect: 'up',
    path,
    limitSeconds: PROVEN_WITHIN_SECONDS,
  });
  const looped = w.lookUntil(
    look,
    `Do users get the page ${when}?`,
    jsonata('$states.input.proven or $states.input.over'),
    LOOK_EVERY,
    raise,
  );
  const unproven = w.tell(`Tell that maintenance mode is not proven ${when}`, 'devops', {
    kind: 'maintenance-unproven',
    seen: jsonata('[$states.input.seen]'),
  });
  return sfn.Pass.jsonata(w, `Begin to raise maintenance mode ${when}`, { assign: { raisingSince: now } })
    .next(looped)
    .next(w.ifThen(`Is maintenance mode proven ${when}?`, jsonata('$states.input.proven = false'), unproven));
}

/** Lowers maintenance mode; done only when users outside reach the application again. */
export function lowerMaintenance(w: Workflow, s: Settings, when: string): sfn.Chain {
  const lower = w.task(`Lower maintenance mode${when}`, w.steps.lowerMaintenance, {
    lock: jsonata('$lock'),
    now,
    listeners: s.listeners,
  });
  const look = w.task(`Look whether users are back${when}`, w.steps.lookAtMaintenance, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$loweringSince'),
    listeners: s.listeners,
    expect: 'down',
    path: w.configuration.maintenance.path,
    limitSeconds: LOWERED_WITHIN_SECONDS,
  });
  return sfn.Pass.jsonata(w, `Begin to lower maintenance mode${when}`, { assign: { loweringSince: now } }).next(
    w.lookUntil(look, `Do users reach the application${when}?`, jsonata('$states.input.proven'), LOOK_EVERY, lower),
  );
}
