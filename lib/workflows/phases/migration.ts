import { Duration } from 'aws-cdk-lib';
import type { Chain } from 'aws-cdk-lib/aws-stepfunctions';
import { jsonata, moment, now } from '../expression.ts';
import type { Settings } from '../settings.ts';
import { answer, type Workflow } from '../workflow.ts';

/** A migration of a large table; after this a person looks. */
const DONE_WITHIN_MINUTES = 120;

/** Runs the migration in the new version; when fenced, counts again: its own writes are not users' writes. */
export function migrate(w: Workflow, s: Settings): Chain {
  const start = w.task(
    'Start the migration',
    w.steps.startMigration,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      cluster: s.cluster,
      targets: jsonata('$targets'),
      migration: w.configuration.migration,
    },
    { migrationTask: answer('task'), migrationAt: now },
  );
  const look = w.task('Look at the migration', w.steps.lookAtMigration, {
    moment,
    since: jsonata('$migrationAt'),
    cluster: s.cluster,
    task: jsonata('$migrationTask'),
    limitMinutes: DONE_WITHIN_MINUTES,
  });
  const count = w.task(
    'Count the writes after the migration',
    w.steps.countWrites,
    {
      now,
      connection: s.readConnection,
      host: jsonata('$inspection.database.host'),
      port: jsonata('$inspection.database.port'),
      tables: w.configuration.database.tables,
    },
    { baseline: answer() },
  );
  const record = w.task(
    'Record the baseline of lost writes',
    w.steps.recordRestorePoint,
    {
      lock: jsonata('$lock'),
      now,
      release: jsonata('$release.id'),
      restorePoint: jsonata("$merge([$restorePoint, {'baseline': $baseline}])"),
    },
    { restorePoint: answer() },
  );
  const run = start.next(
    w.lookUntil(look, 'Has the migration ended?', jsonata('$states.input.done'), Duration.seconds(10)),
  );
  return w.ifThen(
    'Is a migration declared?',
    jsonata("$release.migration != 'none'"),
    run.next(w.ifThen('Was the migration fenced?', jsonata("$release.migration = 'breaking'"), count.next(record))),
  );
}
