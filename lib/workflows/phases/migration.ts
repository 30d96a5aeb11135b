import type { RestorePoint } from '../../../lambdas/model/release.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { moment, now } from '../context.ts';
import { present } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { differs, or, withFields } from '../operators.ts';
import { aTenth, everySeconds } from '../pace.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Enough for the migration of a large table; after that a person looks. */
export const DONE_WITHIN_MINUTES = 120;
/** A want of capacity usually lasts minutes; behind a fence users wait for it. */
const STARTED_WITHIN_MINUTES = 15;

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
  const { service, container, command } = w.configuration.migration;
  const asking = { release: release.id, cluster, attempt: $.migrationAttempt };
  const start = w.task(
    STATES.startTheMigration,
    w.steps.startMigration,
    {
      ...asking,
      lock: $.lock,
      moment,
      since: $.migrationAskingSince,
      limitMinutes: STARTED_WITHIN_MINUTES,
      targets: $.targets,
      migration: { service, container, command },
    },
    (answer) => ({ migrationTask: answer.task, migrationAttempt: answer.attempt, migrationAt: now }),
  );
  const look = w.task(
    STATES.lookAtTheMigration,
    w.steps.lookAtMigration,
    {
      ...asking,
      lock: $.lock,
      moment,
      since: $.migrationAt,
      askingSince: $.migrationAskingSince,
      startedWithinMinutes: STARTED_WITHIN_MINUTES,
      // Behind *Has ECS taken the migration?* there is one.
      task: present($.migrationTask),
      container: w.configuration.migration.container,
      logGroup: w.configuration.migration.logGroup ?? null,
      limitMinutes: DONE_WITHIN_MINUTES,
    },
    (answer) => ({ migrationAttempt: answer.attempt }),
  );
  const asked = w.lookUntil(start, {
    question: 'Has ECS taken the migration?',
    done: (seen) => differs(seen.task, null),
    pace: everySeconds(30),
    withinMinutes: STARTED_WITHIN_MINUTES,
  });
  const looked = w.lookUntil(look, {
    question: 'Has the migration ended?',
    done: (seen) => or(seen.done, seen.again),
    pace: aTenth($.migrationAt),
    withinMinutes: DONE_WITHIN_MINUTES,
  });
  return flow(
    w.pass('Begin to ask for the migration', { assign: { migrationAskingSince: now, migrationAttempt: 0 } }),
    asked,
    looked,
    w.backTo(asked, 'Is the migration to be started again?', looked.output.again),
    w.pass('The migration has ended', {}),
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
