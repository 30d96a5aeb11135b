import { STATES } from '../../../lambdas/model/state-names.ts';
import { present } from '../expression.ts';
import { flow, orElse, type Part } from '../flow.ts';
import { append, differs, equals, hasItems, isOneOf, listOf, not } from '../operators.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import type { Door } from './filter.ts';
import { askedOfKnownGood } from './inspect-known-good.ts';
import { askedOfRestorePoint } from './inspect-restore-point.ts';
import { counting } from './lost-writes.ts';
import { asOwner, asReader, inspected, probed } from './request.ts';
import { facts } from './triage.ts';

/**
 * What a release would do, and everything that would stop it. It takes no lock and writes nothing. A state that fails adds its
 * cause to the problems, so that the answer is whole whatever AWS says.
 */
export function dryRunOfRelease(w: Workflow): Part {
  const readRole = w.task(
    STATES.inspectTheReadRoleForTheDryRun,
    w.steps.inspectReadRole,
    { ...asReader(w), host: endpoint.host, port: endpoint.port, dryRun: true },
    (answer) => ({
      problems: append($.problems, answer.problems),
      warnings: append($.warnings, answer.warnings),
    }),
  );
  const owner = w.task(
    STATES.inspectTheOwnerForTheDryRun,
    w.steps.inspectOwner,
    { ...asOwner(w), host: endpoint.host, port: endpoint.port, dryRun: true },
    (answer) => ({
      problems: append($.problems, answer.problems),
      warnings: append($.warnings, answer.warnings),
    }),
  );
  return flow(
    w.pass('Begin the dry run', { assign: { problems: [], warnings: [], probes: [], readiness: null } }),
    noting(
      w,
      w.task(STATES.tryTheProbesForTheDryRun, w.steps.tryProbes, probed(w), (answer) => ({ probes: answer })),
    ),
    noting(
      w,
      w.task(STATES.inspectTheEnvironmentForTheDryRun, w.steps.inspectEnvironment, inspected(w), (answer) => ({
        readiness: answer,
        problems: append($.problems, answer.problems),
        warnings: answer.warnings,
      })),
    ),
    w.when(
      'Could the environment be inspected?',
      differs($.readiness, null),
      w.when(
        'Is there a live database?',
        differs(readiness.endpoint, null),
        flow(noting(w, readRole), noting(w, owner)),
      ),
      w.succeed('Nothing more is known of this dry run', {
        wouldRun: not(hasItems($.problems)),
        version: release.version,
        problems: listOf($.problems),
      }),
    ),
    w.succeed(STATES.thisWouldBeDone, {
      wouldRun: not(hasItems($.problems)),
      version: release.version,
      problems: listOf($.problems),
      warnings: listOf($.warnings),
      plan: listOf(readiness.plan),
      services: listOf(readiness.services),
      restorePoint: readiness.restorePoint,
      times: listOf(readiness.times),
    }),
  );
}

/** Behind *Could the environment be inspected?* and *Is there a live database?* they are there. */
const readiness = present($.readiness);
const endpoint = present(readiness.endpoint);

/** A state of a dry run. Its failure is a problem like any other, and the dry run goes on. */
const noting = (w: Workflow, task: Part): Part =>
  orElse(task, 'problem', w.pass(`Note: ${task.id}`, { assign: { problems: append($.problems, $.problem.cause) } }));

/**
 * What a rollback would do, where it would return to, and what would stop it: triage, then the steps that look before anything
 * moves. It takes no lock and writes nothing.
 */
export function dryRunOfRollback(w: Workflow, door: Door): Part {
  const triaged = w.task(STATES.triageForTheDryRun, w.steps.triage, facts(w, null), (answer) => ({
    triage: answer,
    because: answer.because,
  }));
  const knownGood = w.task(
    STATES.inspectTheKnownGoodForTheDryRun,
    w.steps.inspectKnownGood,
    askedOfKnownGood(w),
    (answer) => ({ foundKnownGood: answer }),
  );
  const planned = w.task(
    STATES.planTheRollback,
    w.steps.planRollback,
    {
      language: w.configuration.language,
      problems: $.problems,
      triage: $.triage,
      services: w.settings.services,
      schedules: w.settings.schedules,
      knownGood: $.foundKnownGood,
      restorePoint: $.foundRestorePoint,
      counted: $.foundCounted,
    },
    (answer) => ({ planned: answer }),
  );
  return flow(
    w.pass('Begin the dry run', {
      assign: { foundKnownGood: null, foundRestorePoint: null, foundCounted: null },
    }),
    triaged,
    w.when(
      'Would anything go back?',
      isOneOf($.triage.decision, ['services', 'services-and-database']),
      flow(
        noting(w, knownGood),
        w.when('Would the database go back?', equals($.triage.decision, 'services-and-database'), ofDatabase(w)),
      ),
    ),
    planned,
    ...(door === 'rollback' ? [toldAsDrill(w)] : []),
    w.succeed(STATES.thisWouldBeDecided, {
      wouldRun: $.planned.wouldRun,
      decision: $.planned.decision,
      because: $.planned.because,
      problems: $.planned.problems,
      target: $.planned.target,
      lost: $.planned.lost,
      plan: $.planned.plan,
    }),
  );
}

/** Whoever practises hears what an alarm would have come to. Its failure is in the history, and ends nothing. */
const toldAsDrill = (w: Workflow): Part =>
  w.when(
    'Is it a drill?',
    differs($.drill, null),
    w.tell(STATES.tellTheDrill, 'drill', {
      kind: 'drill',
      drill: present($.drill),
      trigger: $.trigger,
      planned: $.planned,
      longestMinutes: $.triage.ways.longestMinutes,
    }),
  );

/** The restore point, and the writes that a restore would lose as things stand. */
function ofDatabase(w: Workflow): Part {
  return flow(
    noting(
      w,
      w.task(
        STATES.inspectTheRestorePointForTheDryRun,
        w.steps.inspectRestorePoint,
        askedOfRestorePoint(w),
        (answer) => ({ foundRestorePoint: answer }),
      ),
    ),
    noting(
      w,
      w.task(STATES.countTheLostWritesForTheDryRun, w.steps.countLostWrites, counting(w, 'first'), (answer) => ({
        foundCounted: answer,
      })),
    ),
  );
}
