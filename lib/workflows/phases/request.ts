import { STATES } from '../../../lambdas/model/state-names.ts';
import { execution, now } from '../context.ts';
import { flow, type Part } from '../flow.ts';
import { append } from '../operators.ts';
import { $, release } from '../variables.ts';
import type { Workflow } from '../workflow.ts';

/** Reads what a person typed. Assigns `$release` or `$confirmation`. */
export function readRequest(w: Workflow): Part {
  const { written, configuration } = w;
  return w.task(
    STATES.readTheRequest,
    w.steps.readReleaseRequest,
    {
      request: execution.input,
      executionName: execution.name,
      startedAt: execution.startedAt,
      services: written.services,
      functionalities: written.functionalities,
      alarms: configuration.alarms.map((alarm) => alarm.name),
      registry: written.registry,
      branch: configuration.branch ?? null,
      migrationService: configuration.migration.service,
    },
    (answer) => ({ release: answer.release, confirmation: answer.confirmation, settings: written }),
  );
}

export const takeLock = (w: Workflow): Part =>
  w.task(STATES.takeTheLock, w.steps.takeLock, { release, holder: execution.arn, now }, (answer) => ({ lock: answer }));

/** Looks at everything that the release, and a rollback of it, will need. Assigns `$probes`, `$inspection` and `$warnings`. */
export function inspect(w: Workflow): Part {
  const { database, language, maintenance, promotedFrom } = w.configuration;
  const { cluster, services, listeners, pointer, storageKey, alarms } = w.settings;
  const audiences = (['devops', 'teams'] as const).map((name) => ({ name, topic: w.topic(name) }));
  return flow(
    w.task(STATES.tryTheProbes, w.steps.tryProbes, { listeners, path: maintenance.path }, (answer) => ({
      probes: answer,
    })),
    w.task(
      STATES.inspectTheEnvironment,
      w.steps.inspectEnvironment,
      {
        now,
        release,
        cluster,
        services,
        listeners,
        priorities: maintenance.priorities,
        probes: $.probes,
        pointer,
        instance: database.instance,
        subnetGroup: database.subnetGroup,
        parameterGroup: database.parameterGroup,
        storageKey,
        migration: { service: w.configuration.migration.service, container: w.configuration.migration.container },
        policy: database.onRollback,
        acceptStale: database.acceptStale,
        promotedFrom: promotedFrom ?? null,
        alarms,
        watchMinutes: w.configuration.watch.releaseMinutes,
        audiences,
      },
      (answer) => ({ inspection: answer, warnings: answer.warnings }),
    ),
    w.task(
      'Inspect the read role',
      w.steps.inspectReadRole,
      {
        connection: w.settings.readConnection,
        host: $.inspection.database.host,
        port: $.inspection.database.port,
        scope: w.settings.countScope,
        sentinels: database.sentinels,
        language,
      },
      (answer) => ({ warnings: append($.warnings, answer.warnings) }),
    ),
  );
}
