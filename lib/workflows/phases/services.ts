import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { type Expression, jsonata, moment, now, tried } from '../expression.ts';
import type { Settings } from '../settings.ts';
import type { Workflow } from '../workflow.ts';

/** Draining waits for the load balancer's deregistration delay (300 s by default) and for each task's stop time. */
const STOP_WITHIN_MINUTES = 15;
/** A deployment of many tasks with slow health checks. */
const STEADY_WITHIN_MINUTES = 30;

/** Somebody who connects again after being ended, again and again, is not the application draining. */
const SESSIONS_GONE_WITHIN_MINUTES = 5;

/**
 * The rest of the fence, behind maintenance mode: all services at zero, no task running, the application's sessions
 * ended. `counts` says what the services return to; `database` names host and port. A release needs the database to
 * answer; a rollback goes on without it (the lost writes are unknown then).
 */
export function stopEverything(
  w: Workflow,
  s: Settings,
  counts: Expression,
  database: string,
  mustAnswer: boolean,
): sfn.Chain {
  const names = s.services.map((service) => service.name);
  const stop = w.task(
    'Stop all services',
    w.steps.stopServices,
    { lock: jsonata('$lock'), now, cluster: s.cluster, services: s.services, counts },
    { stoppedAt: now },
  );
  const look = w.task(
    'Look whether all tasks have stopped',
    w.steps.lookAtServicesStopped,
    {
      moment,
      since: jsonata('$stoppedAt'),
      cluster: s.cluster,
      services: names,
      limitMinutes: STOP_WITHIN_MINUTES,
    },
    { endingSince: now },
  );
  return stop
    .next(w.lookUntil(look, 'Have all tasks stopped?', jsonata('$states.input.stopped'), Duration.seconds(10)))
    .next(
      endSessions(w, s, 'End the application sessions', 'Are all application sessions gone?', database, { mustAnswer }),
    );
}

/**
 * Ends the application's sessions on a database until none comes back; expects `$endingSince`. Assigns `$readOnly` where
 * the database is left for good (`readOnly`).
 */
export function endSessions(
  w: Workflow,
  s: Settings,
  name: string,
  question: string,
  database: string,
  { mustAnswer = false, readOnly = false },
): sfn.Chain {
  const end = w.task(
    name,
    w.steps.endSessions,
    {
      lock: jsonata('$lock'),
      moment,
      since: jsonata('$endingSince'),
      connection: s.connection,
      host: jsonata(`${database}.host`),
      port: jsonata(`${database}.port`),
      applicationRole: w.configuration.database.applicationRole,
      readOnly,
      tried: mustAnswer ? -1 : tried,
      limitMinutes: SESSIONS_GONE_WITHIN_MINUTES,
    },
    readOnly ? { readOnly: jsonata('$readOnly or $states.result.Payload.readOnly') } : {},
  );
  return w.lookUntil(end, question, jsonata('$states.input.gone'), Duration.seconds(5));
}

/** Switches services one after the other; `items` yields {service, taskDefinition, accepts, desiredCount} in order. */
export function switchServices(w: Workflow, s: Settings, items: Expression, release: Expression | ''): sfn.Map {
  const each = sfn.Map.jsonata(w, 'Switch the services', {
    items: sfn.ProvideItems.jsonata(items),
    maxConcurrency: 1,
    outputs: jsonata('$states.result'),
  });
  const change = w.task(
    'Switch a service',
    w.steps.switchService,
    {
      lock: jsonata('$lock'),
      now,
      release,
      cluster: s.cluster,
      service: jsonata('$states.input.service'),
      taskDefinition: jsonata('$states.input.taskDefinition'),
      accepts: jsonata('$states.input.accepts'),
      desiredCount: jsonata('$states.input.desiredCount'),
    },
    {
      switched: jsonata('$states.input'),
      deployment: jsonata('$states.result.Payload.deployment'),
      desiredCount: jsonata('$states.result.Payload.desiredCount'),
      switchedAt: now,
    },
    { uncaught: true },
  );
  const look = w.task(
    'Look at the service',
    w.steps.lookAtService,
    {
      moment,
      since: jsonata('$switchedAt'),
      cluster: s.cluster,
      service: jsonata('$switched.service'),
      taskDefinition: jsonata('$switched.taskDefinition'),
      deployment: jsonata('$deployment'),
      desiredCount: jsonata('$desiredCount'),
      limitMinutes: STEADY_WITHIN_MINUTES,
    },
    undefined,
    { uncaught: true },
  );
  // Deployed again after a person mended what made it fail; `$switched` is the item, which the loop has passed.
  const item = sfn.Pass.jsonata(w, 'Switch it again', { outputs: jsonata('$switched') });
  const again = sfn.Choice.jsonata(w, 'Is it to be switched again?').when(
    sfn.Condition.jsonata(jsonata('$states.input.again')),
    item.next(change),
  );
  const steady = sfn.Pass.jsonata(w, 'The service is steady');
  each.itemProcessor(
    change
      .next(
        w.lookUntil(
          look,
          'Is the service steady?',
          jsonata('$states.input.steady or $states.input.again'),
          Duration.seconds(10),
        ),
      )
      .next(again.afterwards({ includeOtherwise: true }))
      .next(steady),
  );
  return each;
}

/** Brings back whatever the ledger says is stopped, and waits until it runs. */
export function resumeServices(w: Workflow, s: Settings, when: string, release: Expression | ''): sfn.Chain {
  const resume = w.task(
    `Resume the services${when}`,
    w.steps.resumeServices,
    { lock: jsonata('$lock'), now, cluster: s.cluster, release },
    { resumed: jsonata('$states.result.Payload.resumed'), resumedAt: now },
  );
  const look = w.task(`Look whether the services run${when}`, w.steps.lookAtServicesRunning, {
    lock: jsonata('$lock'),
    moment,
    since: jsonata('$resumedAt'),
    cluster: s.cluster,
    resumed: jsonata('$resumed'),
    limitMinutes: STEADY_WITHIN_MINUTES,
  });
  return resume.next(
    w.lookUntil(look, `Do all services run${when}?`, jsonata('$states.input.running'), Duration.seconds(10)),
  );
}
