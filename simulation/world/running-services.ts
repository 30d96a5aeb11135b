import type { Server } from './postgres-server.ts';
import { CLUSTER, JOBS, SERVICES } from './survey-platform.ts';
import type { World } from './world.ts';

/** The server that the pointer names. */
export const liveServer = ({ postgres, pointer }: World): Server | undefined =>
  postgres.at(Number(pointer.value.split(':').at(-1)));

export interface RunningService {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly versions: readonly string[];
  readonly suspended: boolean;
  /** Its circuit breaker goes back by itself. */
  readonly breaker: boolean;
}

interface Described {
  readonly serviceName: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly deploymentConfiguration: { readonly deploymentCircuitBreaker: { readonly rollback: boolean } };
}

interface Target {
  readonly ResourceId: string;
  readonly SuspendedState: Readonly<Record<string, boolean>>;
}

/** The services as they are, asked of ECS and Application Auto Scaling themselves. */
export function runningServices(world: World): RunningService[] {
  const { services } = ask<{ services: Described[] }>(world, 'ecs', 'DescribeServices', {
    cluster: CLUSTER,
    services: SERVICES,
  });
  const { ScalableTargets } = ask<{ ScalableTargets: Target[] }>(
    world,
    'application-autoscaling',
    'DescribeScalableTargets',
    { ServiceNamespace: 'ecs' },
  );
  return services.map((service) => ({
    name: service.serviceName,
    desired: service.desiredCount,
    running: service.runningCount,
    versions: versionsOf(world, service.serviceName),
    suspended: ScalableTargets.some(
      ({ ResourceId, SuspendedState }) =>
        ResourceId.endsWith(`/${service.serviceName}`) && Object.values(SuspendedState).some(Boolean),
    ),
    breaker: service.deploymentConfiguration.deploymentCircuitBreaker.rollback,
  }));
}

/** What starts jobs of the application and is switched on, asked of EventBridge and its Scheduler themselves. */
export function enabledJobs(world: World): string[] {
  const { State: rule } = ask<{ State: string }>(world, 'events', 'DescribeRule', { Name: JOBS.rule });
  const { State: schedule } = ask<{ State: string }>(world, 'scheduler', 'GetSchedule', { Name: JOBS.schedule });
  return [...(rule === 'DISABLED' ? [] : [JOBS.rule]), ...(schedule === 'DISABLED' ? [] : [JOBS.schedule])];
}

function versionsOf({ facts }: World, service: string): string[] {
  const kind = service === 'worker' ? 'worker' : 'web';
  return [...new Set(facts.apps.filter((app) => app.running && app.kind === kind).map(({ version }) => version))];
}

/** Behind everybody's back; the models answer these at once. */
function ask<Output>({ kernel }: World, model: string, operation: string, input: object): Output {
  const handlers = kernel.services.get(model)?.handlers as Record<string, (input: object) => Output> | undefined;
  const handler = handlers?.[operation];
  if (handler === undefined) throw new Error(`The simulation has no ${model}:${operation}.`);
  return handler(input);
}
