import { Duration } from 'aws-cdk-lib';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { equals } from '../operators.ts';
import { aTenth } from '../pace.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { startStandby } from './start-standby.ts';

/** The first snapshot of a large instance takes hours, later ones minutes. */
export const AVAILABLE_WITHIN_MINUTES = 360;

/** RDS makes no snapshot during another backup: the first one of a restored instance lasts up to three hours. */
const BEGUN_WITHIN_MINUTES = 240;

/** The whole account shares what RDS answers a second. */
const RDS = { soonest: 20, latest: 120 };

/** A release records where its database can go back to, by need: a snapshot, a point in time, or nothing. */
export function createRestorePoint(w: Workflow): Part {
  const mode = $.inspection.restorePoint;
  return w.choose(
    'Which restore point does the release need?',
    [
      { condition: equals(mode, 'snapshot'), part: makeSnapshot(w) },
      { condition: equals(mode, 'point-in-time'), part: recordPointInTime(w) },
    ],
    w.pass('The release has no restore point', { assign: { restorePoint: null } }),
  );
}

/** What is counted, and where. */
const counted = (w: Workflow) => ({
  now,
  connection: w.settings.readConnection,
  host: $.inspection.database.host,
  port: $.inspection.database.port,
  scope: w.settings.countScope,
  rows: true,
});

/** Counts the writes, lets a second begin, records the time, and counts again. RDS restores full seconds. */
function recordPointInTime(w: Workflow): Part {
  return flow(
    w.task('Count the writes before the point in time', w.steps.countWrites, counted(w), (answer) => ({
      before: answer,
    })),
    w.wait('Let a second begin', Duration.seconds(1)),
    w.pass('This is the point in time', { assign: { snapshotAt: now } }),
    w.task('Count the writes after the point in time', w.steps.countWrites, counted(w), (answer) => ({
      after: answer,
    })),
    w.task(
      STATES.recordThePointInTime,
      w.steps.recordRestorePoint,
      { lock: $.lock, now, release: release.id, restorePoint: { pointInTime: $.snapshotAt, ...recorded() } },
      (answer) => ({ restorePoint: answer }),
    ),
  );
}

/** Counts the writes, makes the snapshot, counts again and records the restore point in the ledger. */
function makeSnapshot(w: Workflow): Part {
  return flow(
    takeSnapshot(w, {
      purpose: 'restore-point',
      create: STATES.createTheRestorePoint,
      look: STATES.lookAtTheRestorePoint,
      what: 'restore point',
      // What is written while RDS is busy otherwise is in the snapshot: each time it is asked, the writes are counted anew.
      again: w.task('Count the writes before the restore point', w.steps.countWrites, counted(w), (answer) => ({
        before: answer,
      })),
    }),
    w.task(STATES.countTheWritesAfterTheRestorePoint, w.steps.countWrites, counted(w), (answer) => ({
      after: answer,
    })),
    record(w),
    startStandby(w, madeSnapshot()),
  );
}

/**
 * A snapshot copies only what changed since the last one
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html): one that is made while users
 * still work takes most of the time out of that behind the page. Nothing is restored from it. A release that gets none fails
 * here, before the page: it would get none behind it either. Every policy may restore a breaking release: it always has a snapshot.
 */
export const snapshotBeforeTheFence = (w: Workflow): Part =>
  takeSnapshot(w, {
    purpose: 'before-fence',
    create: STATES.createTheSnapshotBeforeTheFence,
    look: STATES.lookAtTheSnapshotBeforeTheFence,
    what: 'snapshot before the fence',
  });

interface Taking {
  readonly purpose: 'restore-point' | 'before-fence';
  /** Names of the states that ask for it, and look at it. */
  readonly create: string;
  readonly look: string;
  /** As questions call it. */
  readonly what: string;
  /** Before each asking. */
  readonly again?: Part;
}

/** Asks RDS until it begins, and looks until the snapshot is there. */
function takeSnapshot(w: Workflow, { purpose, create, look, what, again }: Taking): Part {
  const { database } = $.inspection;
  const creating = w.task(
    create,
    w.steps.createSnapshot,
    {
      lock: $.lock,
      moment,
      since: $.askingSince,
      limitMinutes: BEGUN_WITHIN_MINUTES,
      work: release.id,
      purpose,
      instance: database.identifier,
      resourceId: database.resourceId,
    },
    (answer) => ({ snapshot: answer.snapshot, snapshotAt: now }),
  );
  const looking = w.task(look, w.steps.lookAtSnapshot, {
    moment,
    since: $.snapshotAt,
    snapshot: $.snapshot,
    limitMinutes: AVAILABLE_WITHIN_MINUTES,
  });
  return flow(
    w.pass(`Begin to ask for the ${what}`, { assign: { askingSince: now } }),
    w.lookUntil(creating, {
      question: `Has RDS begun the ${what}?`,
      done: (seen) => seen.asked,
      pace: aTenth($.askingSince, RDS),
      withinMinutes: BEGUN_WITHIN_MINUTES,
      ...(again && { again }),
    }),
    w.lookUntil(looking, {
      question: `Is the ${what} available?`,
      done: (seen) => seen.available,
      pace: aTenth($.snapshotAt, RDS),
      withinMinutes: AVAILABLE_WITHIN_MINUTES,
    }),
  );
}

/** What every mode records. */
const recorded = () => ({
  instance: $.inspection.database.identifier,
  resourceId: $.inspection.database.resourceId,
  requestedAt: $.snapshotAt,
  before: $.before,
  after: $.after,
  baseline: $.before,
  fenced: release.fenced,
});

const madeSnapshot = () => ({ snapshot: $.snapshot, ...recorded() });

function record(w: Workflow): Part {
  return w.task(
    'Record the restore point',
    w.steps.recordRestorePoint,
    {
      lock: $.lock,
      now,
      release: release.id,
      restorePoint: madeSnapshot(),
    },
    (answer) => ({ restorePoint: answer }),
  );
}
