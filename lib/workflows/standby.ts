import { Duration } from 'aws-cdk-lib';
import type { StandbyOrder } from '../../lambdas/model/standby.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { NOT_WARMED } from '../../lambdas/model/warmth.ts';
import type { OutputOf } from '../steps/catalogue.ts';
import { inputOf, moment, now } from './context.ts';
import { present, type Ref } from './expression.ts';
import { flow, orElse, Part, scope } from './flow.ts';
import { differs, or } from './operators.ts';
import { aTenth, every } from './pace.ts';
import { warm } from './phases/warming.ts';
import { $, restoredHost } from './variables.ts';
import type { Workflow } from './workflow.ts';

/** As long as a rollback waits for a restore, and for its proof. */
const READY_WITHIN_MINUTES = 180;
const PROVEN_WITHIN_MINUTES = 60;
/** Nobody waits for it: it may take as long as Settle's. */
const WARMED_WITHIN_MINUTES = 120;
/** The first backup of a restored instance can last for hours. */
const BACKED_UP_WITHIN_MINUTES = 6 * 60;
const BACKUP_LOOKED_AT_EVERY = Duration.minutes(5);

/**
 * A release's restore point, restored beside the live database while the release goes on: restored, proven, its application login
 * tried, warmed, its first backup waited for. It changes nothing that serves and holds no lock; nothing but its own steps is on it until
 * a rollback's pointer names it. Whatever fails is recorded and told, and a rollback then restores as ever.
 */
export function standbyDefinition(w: Workflow): Part {
  const order = inputOf<StandbyOrder>();
  const given = noStandby(w, order);
  const restore = w.task(
    STATES.restoreTheStandby,
    w.steps.restoreStandby,
    { now, order, instance: w.configuration.database.instance },
    (answer) => ({ standingBy: answer.instance, standingSince: now }),
  );
  return scope(given, [
    w.takeSettings(),
    restore,
    w.onlyIf('Does the release go on?', differs($.standingBy, null), w.succeed('The release has ended before')),
    ready(w),
    w.when('Is the standby dead?', $.instance.dead, dead(w, given)),
    prove(w, order),
    warming(w, order),
    w.tell('Tell that the standby is ready', 'devops', {
      ...{ kind: 'standby-ready', version: order.version, instance: present($.standingBy) },
      ...{ restorePoint: order.restorePoint.snapshot, since: $.standingSince },
      ...{ proof: $.proven, warmth: $.warmth },
      instanceClass: order.settings.instanceClass,
      multiAz: order.settings.multiAz,
      prices: w.configuration.database.retention?.prices ?? null,
    }),
    firstBackup(w, order),
    w.succeed('The standby is ready'),
  ]);
}

const ready = (w: Workflow): Part =>
  w.lookUntil(look(w, STATES.lookWhetherTheStandbyIsReady, READY_WITHIN_MINUTES), {
    question: 'Is the standby ready?',
    done: (seen) => or(seen.ready, seen.dead),
    ...{ pace: aTenth($.standingSince, { soonest: 30 }), withinMinutes: READY_WITHIN_MINUTES },
  });

const look = (w: Workflow, name: string, limitMinutes: number, rested = false) =>
  w.task(
    name,
    w.steps.lookAtRestoredDatabase,
    {
      ...{ moment, since: rested ? $.backingUpSince : $.standingSince, instance: present($.standingBy) },
      ...{ connection: w.settings.readConnection, limitMinutes, rested },
    },
    (answer) => ({ instance: answer, ...(rested ? {} : { provingAt: now }) }),
  );

/** The same sentinels and tables as in a rollback. Nobody sets a password: what the application cannot log in to is not fit. */
function prove(w: Workflow, order: Ref<StandbyOrder>): Part {
  const { settings, configuration } = w;
  const proof = w.task(STATES.proveTheStandby, w.steps.proveDatabase, {
    ...{ moment, since: $.provingAt, connection: settings.readConnection },
    ...{ application: settings.applicationConnection, letIn: { set: false, refused: null } },
    ...{ pointer: settings.pointer, host: restoredHost, port: $.instance.port },
    ...{ sentinels: configuration.database.sentinels, tables: settings.countScope.tables, scope: settings.countScope },
    ...{ restorePoint: order.restorePoint, accepted: false, limitMinutes: PROVEN_WITHIN_MINUTES },
  });
  const proving = w.lookUntil(proof, {
    question: 'Has the standby answered?',
    done: (seen) => seen.done,
    ...{ pace: aTenth($.provingAt, { soonest: 10 }), withinMinutes: PROVEN_WITHIN_MINUTES },
  });
  return flow(proving, recordProof(w, order, proof.output));
}

const recordProof = (w: Workflow, order: Ref<StandbyOrder>, seen: Ref<OutputOf<'prove-database'>>): Part =>
  w.task(
    STATES.recordThatTheStandbyIsProven,
    w.steps.recordStandby,
    {
      ...{ now, release: order.release },
      reached: {
        ...{ kind: 'proven', proven: seen.proven },
        proof: {
          ...{ resourceId: present($.instance.resourceId), host: restoredHost, port: $.instance.port },
          ...{ facts: seen.facts, counts: seen.counts },
        },
      },
    },
    () => ({ proven: seen.facts, warmth: NOT_WARMED, warmingSince: now }),
  );

/** A rollback may use it from here on: it would go on with the warming itself. */
const warming = (w: Workflow, order: Ref<StandbyOrder>): Part =>
  flow(
    warm(w, {
      ...{ name: STATES.warmTheStandby, question: 'Is the standby warm?' },
      ...{ connection: w.settings.connection, instance: present($.standingBy), pointer: null, kept: false },
      limitMinutes: w.configuration.database.warmingMinutes === 0 ? 0 : WARMED_WITHIN_MINUTES,
    }),
    w.task('Record how warm the standby is', w.steps.recordStandby, {
      ...{ now, release: order.release },
      reached: { kind: 'warmed', warmth: $.warmth },
    }),
  );

/** RDS makes one by itself. It is only recorded: a standby can be used during it. */
function firstBackup(w: Workflow, order: Ref<StandbyOrder>): Part {
  const looking = w.lookUntil(look(w, STATES.lookAtTheFirstBackupOfTheStandby, BACKED_UP_WITHIN_MINUTES, true), {
    question: 'Has RDS ended the first backup?',
    done: (seen) => or(seen.ready, seen.dead),
    ...{ pace: every(BACKUP_LOOKED_AT_EVERY), withinMinutes: BACKED_UP_WITHIN_MINUTES },
  });
  const record = w.task('Record that the standby has its first backup', w.steps.recordStandby, {
    ...{ now, release: order.release },
    reached: { kind: 'backed-up' },
  });
  const begin = w.pass('The standby is proven and warm', { assign: { backingUpSince: now } });
  return orElse(
    flow(begin, looking, w.when('Is the standby still there?', $.instance.ready, record)),
    'problem',
    w.pass('Nobody waits for its first backup any longer', {}),
  );
}

function dead(w: Workflow, given: Part): Part {
  const why = w.pass('The standby has died', {
    assign: { problem: { error: 'StandbyDied', cause: $.instance.status } },
  });
  const { startState, endStates } = flow(why, given);
  // What fails in it leads nowhere: it is itself where failures lead.
  return new Part(startState, endStates);
}

/** Recorded first: a rollback must not wait for it, nor use it. */
const noStandby = (w: Workflow, order: Ref<StandbyOrder>): Part =>
  flow(
    w.task(STATES.recordThatThereIsNoStandby, w.steps.recordStandby, {
      ...{ now, release: order.release },
      reached: { kind: 'failed', why: $.problem.cause },
    }),
    w.tell('Tell that there is no standby', 'devops', {
      ...{ kind: 'standby-failed', version: order.version, restorePoint: order.restorePoint.snapshot },
      cause: $.problem.cause,
    }),
    w.succeed('There is no standby'),
  );
