import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { type Assign, answer, type Workflow } from '../workflow.ts';

/** Alarm periods are a minute: looking more often sees nothing new. */
const LOOK_EVERY = Duration.seconds(30);

/** Watches the alarms of a release, which fails when one fires. Assigns `$observed`. */
export function watchRelease(w: Workflow, s: Settings): sfn.Chain {
  const { releaseMinutes } = w.configuration.watch;
  const ignore = jsonata('$release.ignoreAlarms');
  const over = jsonata('$states.input.over');
  return watch(w, s, { minutes: releaseMinutes, ignore, failOnAlarm: true }, { observed: answer('observed') }, over);
}

/** Watches the alarms of a rollback; one that fires is for people: a rollback is never rolled back. */
export function watchRollback(w: Workflow, s: Settings): sfn.Chain {
  const { rollbackMinutes } = w.configuration.watch;
  const callDevops = w.tell('Call DevOps about the alarm', 'devops', {
    kind: 'alarm-during-watch',
    alarms: jsonata('$firing'),
  });
  const over = jsonata('$states.input.over or $count($states.input.firing) > 0');
  const fires = jsonata('$count($states.input.firing) > 0');
  return watch(
    w,
    s,
    { minutes: rollbackMinutes, ignore: [], failOnAlarm: false },
    { firing: answer('firing') },
    over,
  ).next(w.ifThen('Does an alarm fire?', fires, callDevops));
}

function watch(
  w: Workflow,
  s: Settings,
  how: { readonly minutes: number; readonly ignore: Expression | readonly string[]; readonly failOnAlarm: boolean },
  assign: Assign,
  over: Expression,
): sfn.Chain {
  const begin = sfn.Pass.jsonata(w, 'Begin the watch', { assign: { watchSince: now } });
  const { minutes, ignore, failOnAlarm } = how;
  const look = w.task(
    'Watch the alarms',
    w.steps.lookAtAlarms,
    { moment, since: jsonata('$watchSince'), minutes, alarms: s.alarms, ignore, failOnAlarm },
    assign,
  );
  return begin.next(w.lookUntil(look, 'Is the watch over?', over, LOOK_EVERY));
}
