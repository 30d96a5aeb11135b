import { FIRST_ORDER } from '../../../lambdas/model/environment.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import type { Switch } from '../../../lambdas/services/switch-service/contract.ts';
import { moment, now } from '../context.ts';
import type { Expression, Given, Ref } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { namesOf, numbered, or } from '../operators.ts';
import { asAnswered, aTenth } from '../pace.ts';
import { $ } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { endSessions } from './sessions.ts';

/** Draining waits for the load balancer's deregistration delay (300 s by default) and for each task's stop time. */
export const STOP_WITHIN_MINUTES = 15;
/** Enough for a deployment of many tasks with slow health checks. */
export const STEADY_WITHIN_MINUTES = 30;

/** The database whose sessions are ended. */
export interface Fenced {
  /** Service -> tasks to return to. */
  readonly counts: Expression<Readonly<Record<string, number>>>;
  readonly database: { readonly host: Expression<string>; readonly port: Expression<number> };
  /** A release fails without the database's answer. A rollback goes on; the lost writes are then unknown. */
  readonly unreachable: 'fails' | 'goes on';
}

/**
 * The rest of the fence, behind maintenance mode: nothing starts jobs any more, all services at zero, no task running, the application's sessions ended.
 */
export function stopEverything(w: Workflow, { counts, database, unreachable }: Fenced): Part {
  const { cluster, services } = w.settings;
  const pause = w.task(STATES.pauseTheSchedules, w.steps.pauseSchedules, {
    lock: $.lock,
    now,
    schedules: w.settings.schedules,
  });
  const stop = w.task(
    STATES.stopAllServices,
    w.steps.stopServices,
    { lock: $.lock, now, cluster, services, counts },
    () => ({ stoppedAt: now }),
  );
  const look = w.task(
    STATES.lookWhetherAllTasksHaveStopped,
    w.steps.lookAtServicesStopped,
    {
      moment,
      since: $.stoppedAt,
      cluster,
      services: namesOf(w.settings.services),
      limitMinutes: STOP_WITHIN_MINUTES,
    },
    () => ({ endingSince: now }),
  );
  return flow(
    pause,
    stop,
    w.lookUntil(look, {
      ...{ question: 'Have all tasks stopped?', done: (seen) => seen.stopped },
      ...{ pace: aTenth($.stoppedAt, { soonest: 5, latest: 30 }), withinMinutes: STOP_WITHIN_MINUTES },
    }),
    endSessions(w, {
      name: 'End the application sessions',
      question: 'Are all application sessions gone?',
      database,
      unreachable,
    }),
  );
}

/**
 * Calls that switch a service at the same time. ECS takes fifty at once and five more a second, of everybody in the account:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
const CALLS_AT_ONCE = 10;

/**
 * Switches `$switches`, those of one order at the same time, and waits until all of them are steady before the next order.
 * `release`: its record lists what was moved; null for a rollback.
 */
export const switchServices = (w: Workflow, release: Given<string | null>): Part =>
  w.each(STATES.switchOrderByOrder, w.settings.orders, 1, (order) => switchOneOrder(w, order, release));

function switchOneOrder(w: Workflow, order: Expression<number>, release: Given<string | null>): Part {
  const { cluster } = w.settings;
  // Kept, since the order is out of reach when a loop comes back here: the state before has another output then.
  const begin = w.pass('Begin with an order', { assign: { due: numbered($.switches, 'order', FIRST_ORDER, order) } });
  const change = w.each(
    STATES.switchTheServices,
    $.due,
    CALLS_AT_ONCE,
    (item: Ref<Switch>) =>
      w.task(STATES.switchAService, w.steps.switchService, {
        lock: $.lock,
        now,
        release,
        cluster,
        service: item.service,
        taskDefinition: item.taskDefinition,
        accepts: item.accepts,
        desiredCount: item.desiredCount,
      }),
    (switched) => ({ switched }),
  );
  const look = w.task(STATES.lookWhetherTheServicesAreSteady, w.steps.lookAtService, {
    moment,
    since: $.switchedAt,
    cluster,
    services: $.switched,
    limitMinutes: STEADY_WITHIN_MINUTES,
  });
  const looked = w.lookUntil(look, {
    question: 'Are the services steady?',
    done: (seen) => or(seen.steady, seen.again),
    pace: asAnswered(),
    withinMinutes: STEADY_WITHIN_MINUTES,
  });
  return flow(
    begin,
    change,
    w.pass('The services are asked for', { assign: { switchedAt: now } }),
    looked,
    // After a person has mended the cause: a deployment that ECS has given up is asked for again, the others are left alone.
    w.backTo(change, 'Are they to be switched again?', looked.output.again),
    w.pass('The services are steady', {}),
  );
}

/** Resumes every service that the ledger says is stopped, waits until all run, and lets schedules start jobs again. */
export function resumeServices(
  w: Workflow,
  { release, when }: { readonly release: Given<string | null>; readonly when?: 'as they are' },
): Part {
  const { cluster } = w.settings;
  const name = (text: string): string => (when === undefined ? text : `${text} ${when}`);
  const resume = w.task(
    name(STATES.resumeTheServices),
    w.steps.resumeServices,
    { lock: $.lock, now, cluster, release },
    (answer) => ({ resumed: answer.resumed, resumedAt: now }),
  );
  const look = w.task(name(STATES.lookWhetherTheServicesRun), w.steps.lookAtServicesRunning, {
    lock: $.lock,
    moment,
    since: $.resumedAt,
    cluster,
    resumed: $.resumed,
    limitMinutes: STEADY_WITHIN_MINUTES,
  });
  return flow(
    resume,
    w.lookUntil(look, {
      question: `${name('Do all services run')}?`,
      done: (seen) => seen.running,
      pace: aTenth($.resumedAt, { soonest: 5, latest: 30 }),
      withinMinutes: STEADY_WITHIN_MINUTES,
    }),
    w.task(name(STATES.resumeTheSchedules), w.steps.resumeSchedules, { lock: $.lock, now }),
  );
}
