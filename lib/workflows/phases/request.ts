import type { Audience } from '../../../lambdas/environment/inspect-environment/contract.ts';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { standbyLacks } from '../../configuration/standby.ts';
import { Arns } from '../../naming/arns.ts';
import type { InputOf } from '../../steps/catalogue.ts';
import { execution, now } from '../context.ts';
import { type Given, present } from '../expression.ts';
import { flow, type Part } from '../flow.ts';
import { append } from '../operators.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';
import { DONE_WITHIN_MINUTES } from './migration.ts';
import { AVAILABLE_WITHIN_MINUTES } from './restore-point.ts';
import { STEADY_WITHIN_MINUTES, STOP_WITHIN_MINUTES } from './services.ts';

/** Reads what a person typed. Assigns `$release` or `$confirmation`. */
export function readRequest(w: Workflow): Part {
  const { settings, configuration } = w;
  return w.task(
    STATES.readTheRequest,
    w.steps.readReleaseRequest,
    {
      request: execution.input,
      executionName: execution.name,
      startedAt: execution.startedAt,
      services: settings.services,
      functionalities: settings.functionalities,
      alarms: configuration.alarms.map((alarm) => alarm.name),
      registry: settings.registry,
      branch: configuration.branch ?? null,
      standby: { byDefault: configuration.database.standby, lacks: standbyLacks(configuration.database) },
      migrationService: configuration.migration.service,
      promotions: configuration.promotion.from.map(({ environment }) => environment),
    },
    (answer) => ({ release: answer.release, confirmation: answer.confirmation }),
  );
}

export const takeLock = (w: Workflow): Part =>
  w.task(STATES.takeTheLock, w.steps.takeLock, { release, holder: execution.arn, now }, (answer) => ({ lock: answer }));

/** Looks at everything that the release, and a rollback of it, will need. Assigns `$probes`, `$inspection` and `$warnings`. */
export function inspect(w: Workflow): Part {
  return flow(
    w.task(STATES.tryTheProbes, w.steps.tryProbes, probed(w), (answer) => ({ probes: answer })),
    // Where there are problems, the step fails.
    w.task(STATES.inspectTheEnvironment, w.steps.inspectEnvironment, inspected(w), (answer) => ({
      inspection: present(answer.found),
      warnings: answer.warnings,
    })),
    w.task(
      'Inspect the read role',
      w.steps.inspectReadRole,
      { ...asReader(w), host: $.inspection.database.host, port: $.inspection.database.port, dryRun: false },
      (answer) => ({ warnings: append($.warnings, answer.warnings) }),
    ),
    w.task(
      'Inspect the owner',
      w.steps.inspectOwner,
      { ...asOwner(w), host: $.inspection.database.host, port: $.inspection.database.port, dryRun: false },
      (answer) => ({ warnings: append($.warnings, answer.warnings) }),
    ),
  );
}

/** What *Try the probes* is asked, also for a dry run. */
export const probed = (w: Workflow): Given<InputOf<'try-probes'>> => ({
  listeners: w.settings.listeners,
  path: w.configuration.maintenance.path,
});

/** What *Inspect the environment* is asked, also for a dry run. */
export function inspected(w: Workflow): Given<InputOf<'inspect-environment'>> {
  const { database, maintenance, migration, promotedFrom, watch } = w.configuration;
  const { cluster, services, listeners, pointer, storageKey, alarms } = w.settings;
  return {
    now,
    release,
    cluster,
    services,
    schedules: w.settings.schedules,
    checkTasks: w.settings.checkTasks,
    stacks: w.configuration.stacks,
    listeners,
    priorities: maintenance.priorities,
    probes: $.probes,
    pointer,
    instance: database.instance,
    subnetGroup: database.subnetGroup,
    parameterGroup: database.parameterGroup,
    optionGroup: database.optionGroup,
    storageKey,
    migration: { service: migration.service, container: migration.container },
    policy: database.onRollback,
    acceptStale: database.acceptStale,
    promotedFrom: promotedFrom ?? null,
    promotions: new Arns(w.configuration).promotions,
    alarms,
    watchMinutes: watch.releaseMinutes,
    prices: database.retention?.prices ?? null,
    limits: {
      stop: STOP_WITHIN_MINUTES,
      restorePoint: AVAILABLE_WITHIN_MINUTES,
      migration: DONE_WITHIN_MINUTES,
      service: STEADY_WITHIN_MINUTES,
    },
    language: w.configuration.language,
    audiences: audiencesOf(w),
  };
}

/** Who must be reached; chat has two doors, of which a channel's says nothing of the pager's. */
function audiencesOf(w: Workflow): Audience[] {
  const { chat } = w.configuration.audiences;
  return [
    { name: 'devops', topic: w.topic('devops') },
    { name: 'teams', topic: w.topic('teams') },
    ...(chat === undefined ? [] : [{ name: 'chat', topic: w.topic('chat') }]),
    ...(chat?.pager === undefined ? [] : [{ name: 'pager', topic: w.topic('chat'), isPager: true }]),
  ];
}

/** What *Inspect the owner* is asked, also for a dry run. */
export const asOwner = (w: Workflow) => ({
  connection: w.settings.connection,
  applicationRoles: w.configuration.database.applicationRole,
  language: w.configuration.language,
});

/** What *Inspect the read role* is asked, also for a dry run. */
export const asReader = (w: Workflow) => ({
  connection: w.settings.readConnection,
  scope: w.settings.countScope,
  sentinels: w.configuration.database.sentinels,
  language: w.configuration.language,
});
