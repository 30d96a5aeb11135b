import { Duration } from 'aws-cdk-lib';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** The first snapshot of a large instance takes hours, later ones minutes. */
const AVAILABLE_WITHIN_MINUTES = 360;

/** RDS makes no snapshot during another backup: the first one of a restored instance lasts up to three hours. */
const BEGUN_WITHIN_MINUTES = 240;

/** Counts the writes, makes the snapshot, counts again and records the restore point in the ledger. */
export function createRestorePoint(w: Workflow): Part {
  const { database } = $.inspection;
  const where = {
    connection: w.settings.readConnection,
    host: database.host,
    port: database.port,
    scope: w.settings.countScope,
    rows: true,
  };
  const create = w.task(
    STATES.createTheRestorePoint,
    w.steps.createSnapshot,
    {
      lock: $.lock,
      moment,
      since: $.askingSince,
      limitMinutes: BEGUN_WITHIN_MINUTES,
      work: release.id,
      purpose: 'restore-point',
      instance: database.identifier,
      resourceId: database.resourceId,
    },
    (answer) => ({ snapshot: answer.snapshot, snapshotAt: now }),
  );
  const look = w.task(STATES.lookAtTheRestorePoint, w.steps.lookAtSnapshot, {
    moment,
    since: $.snapshotAt,
    snapshot: $.snapshot,
    limitMinutes: AVAILABLE_WITHIN_MINUTES,
  });
  const count = w.task(
    'Count the writes before the restore point',
    w.steps.countWrites,
    { now, ...where },
    (answer) => ({
      before: answer,
    }),
  );
  return flow(
    w.pass('Begin to ask for the restore point', { assign: { askingSince: now } }),
    // What is written while RDS is busy otherwise is in the snapshot: each time it is asked, the writes are counted anew.
    w.lookUntil(create, {
      question: 'Has RDS begun the restore point?',
      done: (seen) => seen.asked,
      every: Duration.seconds(30),
      again: count,
    }),
    w.lookUntil(look, {
      question: 'Is the restore point available?',
      done: (seen) => seen.available,
      every: Duration.seconds(30),
    }),
    w.task(STATES.countTheWritesAfterTheRestorePoint, w.steps.countWrites, { now, ...where }, (answer) => ({
      after: answer,
    })),
    record(w),
  );
}

function record(w: Workflow): Part {
  const { database } = $.inspection;
  return w.task(
    'Record the restore point',
    w.steps.recordRestorePoint,
    {
      lock: $.lock,
      now,
      release: release.id,
      restorePoint: {
        snapshot: $.snapshot,
        instance: database.identifier,
        resourceId: database.resourceId,
        requestedAt: $.snapshotAt,
        before: $.before,
        after: $.after,
        baseline: $.before,
        fenced: release.fenced,
      },
    },
    (answer) => ({ restorePoint: answer }),
  );
}
