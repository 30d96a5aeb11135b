import type { DatabaseSettings } from '../../../lambdas/model/release.ts';
import type { Difference } from '../../../lambdas/model/settling.ts';
import type { StandbyUse } from '../../../lambdas/model/standby.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import type { Warmth } from '../../../lambdas/model/warmth.ts';
import type { WriteCounts } from '../../../lambdas/model/writes.ts';
import type { Serving } from '../../../lambdas/requests/close-rollback/contract.ts';
import type { InputOf, OutputOf } from '../../steps/catalogue.ts';
import { moment, now } from '../context.ts';
import { type Given, present, type Ref } from '../expression.ts';
import { flow, orElse, type Part, type Yielding } from '../flow.ts';
import { ofKind, or } from '../operators.ts';
import { aTenth, everySeconds } from '../pace.ts';
import { $, known, restoredHost, returnPoint } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { lookAtStandby } from './look-at-standby.ts';
import { warm } from './warming.ts';

/** Restores usually accept connections after 10 to 40 minutes. */
const READY_WITHIN_MINUTES = 180;

/** Blocks are read from S3 at first touch: a sentinel over much data is answered in one of the later looks. */
const PROVEN_WITHIN_MINUTES = 60;

/** The safety snapshot waits for another backup no longer than this: the restore beside it takes longer. */
const SAFETY_BEGUN_WITHIN_MINUTES = 4;

/** The restored instance beside the live one, and its proof. */
interface RestoredDatabase {
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly proof: readonly string[];
  /** Settings it is to have, and those that were changed since the known good. */
  readonly settings: DatabaseSettings;
  readonly changed: readonly Difference[];
  /** What of it was read before users come back. */
  readonly warmth: Warmth;
  readonly serving: Serving;
  /** Its counters before users came to it. */
  readonly counts: WriteCounts;
  /** Whether it is the release's standby; null: that has none. */
  readonly standby: StandbyUse | null;
}

/** The safety snapshot; null: there is none. */
interface Saved {
  readonly snapshot: string | null;
}

/** Puts back the parameters that the release (or somebody during it) changed. */
export function putConfigurationBack(w: Workflow): Part {
  return w.task('Put the configuration back', w.steps.putConfigurationBack, changedParameters(), (answer) => ({
    configuration: answer,
  }));
}

/** The same beside a restore, as a branch with a result. */
const putConfigurationBackBeside = (w: Workflow) =>
  w.task('Put the configuration back beside it', w.steps.putConfigurationBack, changedParameters());

const changedParameters = (): Given<InputOf<'put-configuration-back'>> => ({
  lock: $.lock,
  now,
  recordedBy: $.triage.release.recordedBy,
  finishedAt: $.triage.release.finishedAt,
  takenAt: $.takenAt,
});

/**
 * At the same time: restores beside the live database, waits and proves it; starts the safety snapshot of the live one; puts
 * the configuration back. Assigns `$restored` and what belongs to it, `$safetySnapshot` and `$configuration`.
 */
export function restoreDatabase(w: Workflow): Part {
  return w.parallel(
    STATES.restoreBesideSaveTheLiveOne,
    [restoreAndProve(w), startSafetySnapshot(w), putConfigurationBackBeside(w)],
    ([restored, safety, configuration]) => ({
      restored: restored.instance,
      restoredHost: restored.host,
      restoredPort: restored.port,
      proof: restored.proof,
      warmed: restored.warmth,
      standby: restored.standby,
      serving: restored.serving,
      restoredCounts: restored.counts,
      restoredSettings: restored.settings,
      changedSettings: restored.changed,
      safetySnapshot: safety.snapshot,
      configuration,
    }),
  );
}

function restoreAndProve(w: Workflow): Yielding<RestoredDatabase> {
  const { database } = w.configuration;
  const restore = w.task(
    STATES.restoreTheDatabaseBesideTheLiveOne,
    w.steps.restoreDatabase,
    {
      lock: $.lock,
      now,
      work: $.work,
      instance: database.instance,
      restorePoint: returnPoint,
      live: { identifier: known.database.identifier, resourceId: known.database.resourceId },
      settings: known.database.settings,
      standing: $.standing,
    },
    (answer) => ({ restoring: answer.instance, restoringAt: now, given: answer }),
  );
  const look = w.task(
    STATES.lookAtTheRestoredDatabase,
    w.steps.lookAtRestoredDatabase,
    {
      moment,
      since: $.restoringAt,
      instance: $.restoring,
      connection: w.settings.readConnection,
      limitMinutes: READY_WITHIN_MINUTES,
    },
    (answer) => ({ instance: answer }),
  );
  const letIn = w.task(
    STATES.letTheApplicationIn,
    w.steps.letApplicationIn,
    {
      ...{ lock: $.lock, now, connection: w.settings.connection, application: w.settings.applicationConnection },
      ...{ host: restoredHost, port: $.instance.port, kept: $.given.kept },
    },
    (answer) => ({ letIn: answer, provingAt: now }),
  );
  const prove = proof(w);
  return flow(
    lookAtStandby(w),
    restore,
    w.lookUntil(look, {
      question: STATES.doesTheRestoredDatabaseAcceptConnections,
      done: (seen) => or(seen.ready, seen.dead),
      ...{ pace: aTenth($.restoringAt, { soonest: 30 }), withinMinutes: READY_WITHIN_MINUTES },
    }),
    // A dead instance stays dead: another look, or a redrive, would only find it dead again.
    w.backTo(restore, 'Is the restored database dead?', $.instance.dead),
    letIn,
    w.lookUntil(prove, {
      question: 'Has the restored database answered?',
      done: (seen) => seen.done,
      ...{ pace: aTenth($.provingAt, { soonest: 5 }), withinMinutes: PROVEN_WITHIN_MINUTES },
    }),
    warmRestored(w, prove.output),
    w.shape<RestoredDatabase>('The restored database is ready', {
      instance: $.restoring,
      host: restoredHost,
      port: $.instance.port,
      proof: $.proven,
      settings: $.given.settings,
      changed: $.given.changed,
      warmth: $.warmth,
      serving: { resourceId: present($.instance.resourceId), host: restoredHost, port: $.instance.port },
      counts: $.counted,
      standby: $.given.standby,
    }),
  );
}

function proof(w: Workflow): Yielding<OutputOf<'prove-database'>> {
  const { sentinels } = w.configuration.database;
  return w.task(STATES.proveTheRestoredDatabase, w.steps.proveDatabase, {
    moment,
    since: $.provingAt,
    connection: w.settings.readConnection,
    application: w.settings.applicationConnection,
    letIn: $.letIn,
    pointer: w.settings.pointer,
    host: restoredHost,
    port: $.instance.port,
    sentinels,
    tables: w.settings.countScope.tables,
    scope: w.settings.countScope,
    restorePoint: returnPoint,
    accepted: ofKind($.trigger, 'person', (person) => person.acceptProof, false),
    limitMinutes: PROVEN_WITHIN_MINUTES,
  });
}

/** Users are behind the page, and wait no longer than the configuration says. */
const warmRestored = (w: Workflow, { facts, counts }: Ref<OutputOf<'prove-database'>>): Part =>
  flow(
    w.pass('Begin to warm the restored database', {
      assign: { proven: facts, counted: counts, warmth: $.given.warmth, warmingSince: now },
    }),
    warm(w, {
      ...{ name: STATES.warmTheRestoredDatabase, question: 'Are the tables warm?' },
      ...{ connection: w.settings.connection, instance: $.restoring, pointer: null, kept: $.given.kept },
      limitMinutes: w.configuration.database.warmingMinutes,
    }),
  );

/**
 * RDS may refuse a snapshot of the live database in its present state. That stops nothing: the database itself is kept
 * whole.
 */
function startSafetySnapshot(w: Workflow): Yielding<Saved> {
  const live = known.database;
  const start = w.task(STATES.startTheSafetySnapshot, w.steps.createSnapshot, {
    lock: $.lock,
    moment,
    since: $.askingSince,
    limitMinutes: SAFETY_BEGUN_WITHIN_MINUTES,
    work: $.work,
    purpose: 'safety',
    instance: live.identifier,
    resourceId: live.resourceId,
  });
  const missing = flow(
    w.tell(
      STATES.tellThatTheSafetySnapshotIsMissing,
      'devops',
      {
        kind: 'safety-snapshot-missing',
        instance: live.identifier,
        cause: $.unsaved.cause,
      },
      $.incident,
    ),
    w.shape<Saved>('Without a safety snapshot', { snapshot: null }),
  );
  const asking = w.lookUntil(start, {
    question: 'Has RDS begun the safety snapshot?',
    done: (seen) => seen.asked,
    pace: everySeconds(30),
    withinMinutes: SAFETY_BEGUN_WITHIN_MINUTES,
  });
  return flow(
    w.pass('Begin to ask for the safety snapshot', { assign: { askingSince: now } }),
    orElse<Saved>(
      flow(asking, w.shape<Saved>('With a safety snapshot', { snapshot: asking.output.snapshot })),
      'unsaved',
      missing,
    ),
  );
}
