import { STATES } from '../../../lambdas/model/state-names.ts';
import type { InputOf, OutputOf } from '../../steps/catalogue.ts';
import { moment, now } from '../context.ts';
import type { Expression, Given, Ref } from '../expression.ts';
import { flow, type Part, type Yielding } from '../flow.ts';
import { hasItems, namesOf, or } from '../operators.ts';
import { aTenth } from '../pace.ts';
import { $, type Assign, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** An alarm's period is a minute: more frequent looks see nothing new. An alarm that starts a rollback needs no look. */
export const WATCH_LOOKS = { soonest: 30, latest: 300 };

/** Alarms that rang before have their own window to recover, at most the watch's time, and at least this. */
const SETTLE_MINUTES = 15;

type Seen = OutputOf<'look-at-alarms'>;

interface Watching {
  readonly minutes: number;
  /** Alarms that were firing before and were excused. */
  readonly ignore: Given<readonly string[]>;
  readonly failOnAlarm: boolean;
  /** Alarms may have rung before, by our own doing or by the incident's: they get time to recover. */
  readonly afterFence: Given<boolean>;
  readonly requests: Given<InputOf<'look-at-alarms'>['requests']>;
  readonly assign: (seen: Ref<Seen>) => Assign;
  readonly over: (seen: Ref<Seen>) => Expression<boolean>;
}

/** Watches the alarms of a release, which fails when one fires. Assigns `$observed`. */
export function watchRelease(w: Workflow): Part {
  const { minimumRequests, releaseMinutes } = w.configuration.watch;
  return watch(w, {
    minutes: releaseMinutes,
    ignore: release.ignoreAlarms,
    failOnAlarm: true,
    afterFence: release.fenced,
    requests:
      minimumRequests === undefined
        ? null
        : {
            minimum: minimumRequests,
            cluster: w.settings.cluster,
            services: namesOf(w.settings.services),
            listeners: w.settings.listeners,
          },
    assign: (seen) => ({ observed: seen.observed }),
    over: (seen) => seen.over,
  });
}

/** Watches the alarms of a rollback. A firing one is for people: a rollback is never rolled back. Assigns `$firing`. */
export function watchRollback(w: Workflow): Part {
  const watched = watch(w, {
    minutes: w.configuration.watch.rollbackMinutes,
    ignore: [],
    failOnAlarm: false,
    afterFence: true,
    requests: null,
    assign: (seen) => ({ firing: seen.firing }),
    over: (seen) => or(seen.over, hasItems(seen.firing)),
  });
  const callDevops = w.tell(
    'Call DevOps about the alarm',
    'devops',
    { kind: 'alarm-during-watch', alarms: $.firing },
    $.incident,
  );
  return flow(watched, w.when('Does an alarm fire?', hasItems(watched.output.firing), callDevops));
}

function watch(w: Workflow, { minutes, assign, over, ...asked }: Watching): Yielding<Seen> {
  const look = w.task(
    STATES.watchTheAlarms,
    w.steps.lookAtAlarms,
    { ...asked, moment, since: $.watchSince, minutes, alarms: w.settings.alarms },
    assign,
  );
  return flow(
    w.pass(STATES.beginTheWatch, { assign: { watchSince: now } }),
    w.lookUntil(look, {
      ...{ question: 'Is the watch over?', done: over },
      ...{
        pace: aTenth($.watchSince, { ...WATCH_LOOKS, end: minutes * 60 }),
        withinMinutes: 2 * minutes + SETTLE_MINUTES,
      },
    }),
  );
}
