import { STATES } from '../../lambdas/model/state-names.ts';
import { aboutAutomation } from './context.ts';
import { flow, type Part, scope } from './flow.ts';
import { and, differs, equals, fieldByName, isMember, isOneOf, or } from './operators.ts';
import { announceRollback } from './phases/announce.ts';
import { leaveAsItIs } from './phases/as-it-is.ts';
import { runChecks } from './phases/checks.ts';
import { dryRunOfRollback } from './phases/dry-run.ts';
import { type Door, notActedOn, readTrigger, switchAutomation } from './phases/filter.ts';
import { type Freeze, freezeEnvironment } from './phases/freeze.ts';
import { inspectKnownGood } from './phases/inspect-known-good.ts';
import { inspectRestorePoint } from './phases/inspect-restore-point.ts';
import { countLostWrites, countLostWritesAgain, estimateWritesAtStake } from './phases/lost-writes.ts';
import { lowerMaintenance, raiseMaintenance } from './phases/maintenance.ts';
import { endMigrationSessions } from './phases/migration-sessions.ts';
import { pointAtRestored } from './phases/point.ts';
import { closeAndReport } from './phases/report.ts';
import { putConfigurationBack, restoreDatabase } from './phases/restore.ts';
import { resumeServices, stopEverything } from './phases/services.ts';
import { pinKnownGood, switchBack } from './phases/switch-back.ts';
import { stopTheLastHolder, takeOver } from './phases/take-over.ts';
import { triage } from './phases/triage.ts';
import { watchRollback } from './phases/watch.ts';
import { $, known } from './variables.ts';
import type { Workflow } from './workflow.ts';

/**
 * A rollback, from an alarm, a person or a failed release back to the known good, or to a decision only a person may take. A
 * failure refuses it only until it holds the lock. After that a person redrives it at the failed task.
 */
export function rollbackDefinition(w: Workflow, door: Door): Part {
  const read = readTrigger(w, door);
  return flow(
    scope(w.fail('The rollback was refused'), [
      w.takeSettings(),
      ...(door === 'decision' ? [w.when('Is it about automation?', aboutAutomation, switchAutomation(w))] : []),
      read,
      // A drill is never to be acted on, so it is looked for first.
      w.when(STATES.isItADryRun, door === 'rollback' ? or(isDryRun, isDrill) : isDryRun, dryRunOfRollback(w, door)),
      w.onlyIf('Is it to be acted on?', read.output.act, notActedOn(w, read)),
      takeOver(w),
    ]),
    stopTheLastHolder(w),
    triage(w),
    endMigrationSessions(w),
    decide(w, door),
  );
}

const isDrill = differs($.drill, null);
const isDryRun = isMember($.trigger, 'person', (person) => equals(person.dryRun, true));
const { decision } = $.triage;

/** The ways on from triage: freeze, go back with the services or also the database, or leave everything as it is. */
function decide(w: Workflow, door: Door): Part {
  const freeze = freezeEnvironment(w);
  return w.choose(
    'What is decided?',
    [
      { condition: equals(decision, 'freeze'), part: freeze.before },
      { condition: isOneOf(decision, ['services', 'services-and-database']), part: goBack(w, freeze) },
    ],
    leaveAsItIs(w, door),
  );
}

function goBack(w: Workflow, freeze: Freeze): Part {
  const withTheDatabase = equals(decision, 'services-and-database');
  return flow(
    inspectKnownGood(w, freeze.before),
    w.when(
      'Is an estimate due before users get the page?',
      and(withTheDatabase, $.triage.staysOpen),
      estimateWritesAtStake(w, freeze.before),
    ),
    announceRollback(w),
    w.when('Does the database go back?', withTheDatabase, databaseBack(w, freeze), servicesOnly(w)),
    switchBack(w),
    runChecks(w, { affected: $.triage.release.affected, bypass: $.triage.page }),
    resumeServices(w, { release: null }),
    lowerMaintenance(w),
    watchRollback(w),
    closeAndReport(w),
  );
}

/** Inspect the restore point, fence, count, pin, restore beside and prove, count again, point. */
function databaseBack(w: Workflow, freeze: Freeze): Part {
  const counts = fieldByName(known.services, 'desiredCount');
  return flow(
    inspectRestorePoint(w, freeze.before),
    raiseMaintenance(w, 'rollback'),
    stopEverything(w, { counts, database: known.database, unreachable: 'goes on' }),
    countLostWrites(w, freeze.behindPage),
    pinKnownGood(w, 'Pin the known good behind the fence'),
    restoreDatabase(w),
    countLostWritesAgain(w, freeze.behindPage),
    pointAtRestored(w),
  );
}

/**
 * Services and configuration only. Users get the page when the environment is half-way, or when the configuration asks for
 * it.
 */
const servicesOnly = (w: Workflow): Part =>
  flow(
    w.when('Do users get the page meanwhile?', $.triage.page, raiseMaintenance(w, 'services')),
    putConfigurationBack(w),
    pinKnownGood(w, 'Pin the known good'),
  );
