import type { Execution } from '../../sandbox/services/states/execution.ts';
import { acts, type Call } from '../calls/history.ts';
import type { Run } from '../run/run.ts';
import { ALARM, tellsOfSilence, tellsOfUntold } from '../world/mail.ts';
import type { Server } from '../world/server.ts';

/** Calls of the control plane that changed the environment, in order. */
export const actsOf = ({ world }: Run): Call[] =>
  world.calls.filter((call) => call.took && call.execution !== '' && acts(call));

/** The call changes which version serves, or which database it uses. */
export const changesWhatServes = ({ operation, input, step }: Call): boolean =>
  (operation === 'UpdateService' && (input as { taskDefinition?: string }).taskDefinition !== undefined) ||
  step === 'switch-pointer';

export const executionOf = ({ world }: Run, arn: string): Execution | undefined =>
  world.states.executions().find(({ options }) => options.arn === arn);

export const nameOfExecution = ({ options }: Execution): string =>
  `the ${options.machineArn.split('-').at(-1)} ${options.name}`;

export const inputOf = (execution: Execution | undefined): Record<string, unknown> =>
  (execution?.options.input ?? {}) as Record<string, unknown>;

export const decidedToReopen = (run: Run, execution: string): boolean =>
  JSON.stringify(inputOf(executionOf(run, execution))).includes('"decision":"reopen"');

/** DevOps got a message at or after `since`, and within `ms`. */
export const toldSince = ({ world }: Run, since: number, ms = Number.POSITIVE_INFINITY): boolean =>
  world.mail.mails.some(
    (mail) =>
      // An alarm's own message says that something is wrong, not what the control plane made of it. Where the control plane
      // cannot tell (its message refused; event and watchdog both lost) an alarm on that is all there can be: the runbook
      // makes DevOps look.
      (mail.subject !== ALARM || tellsOfUntold(mail) || (world.facts.watchdogStopped && tellsOfSilence(mail))) &&
      mail.topic.endsWith('devops') &&
      mail.at >= since &&
      mail.at <= since + ms,
  );

/**
 * The execution has held the environment: the ledger has a record of its work. A refused release tells whoever asked, by
 * failing; a dry run, which touches nothing, by its output.
 */
export const everHeld = ({ world }: Run, arn: string): boolean =>
  [...world.ledger.records().values()].some(
    ({ record, execution, outcome }) =>
      record !== 'status' && execution === arn && outcome !== 'refused' && outcome !== 'planned',
  );

/** The server that the pointer names. */
export const liveServer = ({ world }: Run): Server | undefined =>
  world.postgres.at(Number(world.pointer.value.split(':').at(-1)));

export interface ServiceSeen {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly versions: readonly string[];
  readonly suspended: boolean;
  readonly breaker: boolean;
}

/** The services as they are, asked of ECS and Application Auto Scaling themselves. */
export function servicesOf({ world }: Run): ServiceSeen[] {
  const ask = (model: string, operation: string, input: object) =>
    // The models answer these at once.
    (world.kernel.services.get(model)?.handlers as Record<string, (input: object) => never> | undefined)?.[operation]?.(
      input,
    );
  const { services } = ask('ecs', 'DescribeServices', {
    cluster: 'survey',
    services: ['web', 'worker'],
  }) as unknown as {
    services: {
      serviceName: string;
      desiredCount: number;
      runningCount: number;
      taskDefinition: string;
      deploymentConfiguration: { deploymentCircuitBreaker: { rollback: boolean } };
    }[];
  };
  const { ScalableTargets } = ask('application-autoscaling', 'DescribeScalableTargets', {
    ServiceNamespace: 'ecs',
  }) as unknown as { ScalableTargets: { ResourceId: string; SuspendedState: Record<string, boolean> }[] };
  return services.map((service) => ({
    name: service.serviceName,
    desired: service.desiredCount,
    running: service.runningCount,
    versions: [
      ...new Set(
        world.facts.apps
          .filter(({ running, kind }) => running && kind === (service.serviceName === 'worker' ? 'worker' : 'web'))
          .map(({ version }) => version),
      ),
    ],
    suspended: ScalableTargets.some(
      ({ ResourceId, SuspendedState }) =>
        ResourceId.endsWith(`/${service.serviceName}`) && Object.values(SuspendedState).some(Boolean),
    ),
    breaker: service.deploymentConfiguration.deploymentCircuitBreaker.rollback,
  }));
}
