import { Duration } from 'aws-cdk-lib';
import type { Chain } from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

/** A first snapshot of a large instance takes hours; later ones minutes. */
const AVAILABLE_WITHIN_MINUTES = 360;

/** Counts the writes, makes the snapshot, counts again: then there is a restore point, and the ledger knows it. */
export function createRestorePoint(w: Workflow, s: Settings): Chain {
  const database = '$inspection.database';
  const where = {
    connection: s.readConnection,
    host: jsonata(`${database}.host`),
    port: jsonata(`${database}.port`),
    tables: w.configuration.database.tables,
  };
  const before = w.task(
    'Count the writes before the restore point',
    w.steps.countWrites,
    { now, ...where },
    { before: answer() },
  );
  const create = w.task(
    'Create the restore point',
    w.steps.createSnapshot,
    {
      lock: jsonata('$lock'),
      now,
      work: jsonata('$release.id'),
      purpose: 'restore-point',
      instance: jsonata(`${database}.identifier`),
      resourceId: jsonata(`${database}.resourceId`),
    },
    { snapshot: answer('snapshot'), snapshotAt: now },
  );
  const look = w.task('Look at the restore point', w.steps.lookAtSnapshot, {
    moment,
    since: jsonata('$snapshotAt'),
    snapshot: jsonata('$snapshot'),
    limitMinutes: AVAILABLE_WITHIN_MINUTES,
  });
  const after = w.task(
    'Count the writes after the restore point',
    w.steps.countWrites,
    { now, ...where },
    { after: answer() },
  );
  const record = w.task(
    'Record the restore point',
    w.steps.recordRestorePoint,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      restorePoint: {
        snapshot: jsonata('$snapshot'),
        instance: jsonata(`${database}.identifier`),
        resourceId: jsonata(`${database}.resourceId`),
        requestedAt: jsonata('$snapshotAt'),
        before: jsonata('$before'),
        after: jsonata('$after'),
        baseline: jsonata('$before'),
        fenced: jsonata("$release.migration = 'breaking'"),
      },
    },
    { restorePoint: answer() },
  );
  return before
    .next(create)
    .next(
      w.lookUntil(look, 'Is the restore point available?', jsonata('$states.input.available'), Duration.seconds(30)),
    )
    .next(after)
    .next(record);
}
