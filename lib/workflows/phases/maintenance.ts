import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';

/** Rule changes take about 10 s to reach the load balancer; not proven after 90 s is told. */
const LOOK_EVERY = Duration.seconds(5);
const PROVEN_WITHIN_SECONDS = 90;
const LOWERED_WITHIN_SECONDS = 300;

/** Raises maintenance mode and looks at it from outside until users get the page, or 90 s are over (told). */
export function raiseMaintenance(w: Workflow, s: Settings, when: string): sfn.Chain {
  const { priorities, path } = w.configuration.maintenance;
  const raise = w.task(
    `Raise maintenance mode ${when}`,
    w.steps.raiseMaintenance,
    { lock: jsonata('$lock'), now, listeners: s.listeners, priorities, page: s.page },
    { raisedAt: now },
  );
  const look = w.task(`Look at maintenance mode ${when}`, w.steps.lookAtMaintenance, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$raisedAt'),
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
  );
  const unproven = w.tell(`Tell that maintenance mode is not proven ${when}`, 'devops', {
    kind: 'maintenance-unproven',
    seen: jsonata('[$states.input.seen]'),
  });
  return raise
    .next(looped)
    .next(w.ifThen(`Is maintenance mode proven ${when}?`, jsonata('$states.input.proven = false'), unproven));
}

/**
 * Lowers maintenance mode; done only when users outside reach the application again. Until then it is lowered again: a
 * listing of rules may be older than the rules, and whoever only looked again, or redrove the look, would look for ever.
 */
export function lowerMaintenance(w: Workflow, s: Settings, when: string): sfn.Chain {
  const begin = sfn.Pass.jsonata(w, `Begin to lower maintenance mode${when}`, { assign: { loweredAt: now } });
  const lower = w.task(`Lower maintenance mode${when}`, w.steps.lowerMaintenance, {
    lock: jsonata('$lock'),
    now,
    listeners: s.listeners,
  });
  const look = w.task(`Look whether users are back${when}`, w.steps.lookAtMaintenance, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$loweredAt'),
    listeners: s.listeners,
    expect: 'down',
    path: w.configuration.maintenance.path,
    limitSeconds: LOWERED_WITHIN_SECONDS,
  });
  // Before the loop is closed: what it goes back to has no open end then.
  begin.next(lower).next(look);
  const looped = w.lookUntil(
    look,
    `Do users reach the application${when}?`,
    jsonata('$states.input.proven'),
    LOOK_EVERY,
    lower,
  );
  return sfn.Chain.custom(begin, looped.endStates, looped);
}
