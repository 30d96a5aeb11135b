import { Duration } from 'aws-cdk-lib';
import type { RestorePoint } from '../../../lambdas/model/release.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { present } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { differs, withFields } from '../operators.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Enough for the migration of a large table; after that a person looks. */
const DONE_WITHIN_MINUTES = 120;

/** Runs the migration in the new version. Fenced, it counts again afterwards: the migration's own writes are not users'. */
export function migrate(w: Workflow): Part {
  return w.when(
    'Is a migration declared?',
    differs(release.migration, 'none'),
    flow(run(w), w.when('Was the migration fenced?', release.fenced, countAnew(w))),
  );
}

function run(w: Workflow): Part {
  const { cluster } = w.settings;
  const start = w.task(
    STATES.startTheMigration,
    w.steps.startMigration,
    {
      lock: $.lock,
      now,
      release: release.id,
      cluster,
      targets: $.targets,
      migration: w.configuration.migration,
    },
    (answer) => ({ migrationTask: answer.task, migrationAt: now }),
  );
  const look = w.task(STATES.lookAtTheMigration, w.steps.lookAtMigration, {
    moment,
    since: $.migrationAt,
    cluster,
    task: $.migrationTask,
    container: w.configuration.migration.container,
    limitMinutes: DONE_WITHIN_MINUTES,
  });
  return flow(
    start,
    w.lookUntil(look, {
      question: 'Has the migration ended?',
      done: (seen) => seen.done,
      every: Duration.seconds(10),
    }),
  );
}

/** The baseline of lost writes behind a fence: the counters at the end of the migration. */
function countAnew(w: Workflow): Part {
  const count = w.task(
    STATES.countTheWritesAfterTheMigration,
    w.steps.countWrites,
    {
      now,
      connection: w.settings.readConnection,
      host: $.inspection.database.host,
      port: $.inspection.database.port,
      scope: w.settings.countScope,
      rows: false,
    },
    (answer) => ({ baseline: answer }),
  );
  const record = w.task(
    'Record the baseline of lost writes',
    w.steps.recordRestorePoint,
    {
      lock: $.lock,
      now,
      release: release.id,
      restorePoint: withFields<RestorePoint, 'baseline'>(present($.restorePoint), { baseline: $.baseline }),
    },
    (answer) => ({ restorePoint: answer }),
  );
  return flow(count, record);
}
