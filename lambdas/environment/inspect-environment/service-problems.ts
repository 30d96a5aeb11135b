import type { Deployment, Service as EcsService } from '@aws-sdk/client-ecs';

/** The fields of an ECS service that are looked at. */
export type SeenService = Pick<
  EcsService,
  'deploymentController' | 'desiredCount' | 'runningCount' | 'launchType' | 'schedulingStrategy'
> & {
  readonly capacityProviderStrategy?: EcsService['capacityProviderStrategy'] | undefined;
  readonly deployments?: readonly Deployment[] | undefined;
  readonly deploymentConfiguration?: EcsService['deploymentConfiguration'] | undefined;
  readonly loadBalancers?: EcsService['loadBalancers'] | undefined;
};

/** What would stop a switch of the service, forward or back. */
export function serviceProblems(name: string, cluster: string, service: SeenService | undefined): string[] {
  if (service === undefined)
    return [`service "${name}" does not exist in cluster "${cluster}"; expected every configured service to`];
  const kind = unsupportedService(service);
  if (kind !== undefined) return [`service "${name}" has ${kind}. It cannot be released by knowngood yet`];
  const moving = (service.deployments ?? []).filter((d) => d.status === 'ACTIVE' || d.rolloutState === 'IN_PROGRESS');
  // Autoscaling may remove a task at any moment, and a replaced task may run beside its successor.
  if (moving.length > 0 || (service.runningCount ?? 0) < (service.desiredCount ?? 0)) {
    return [
      `service "${name}" is not steady: ${service.runningCount} of ${service.desiredCount} tasks run, deployments under way: ${moving.length}; expected a steady service. Wait for it, then start the release again`,
    ];
  }
  return [];
}

/** What is no problem and may surprise later. Infrastructure as code leaves the breaker off unless it is asked for. */
export function serviceWarnings(name: string, { deploymentConfiguration }: SeenService): string[] {
  return deploymentConfiguration?.deploymentCircuitBreaker?.enable === true
    ? []
    : [`service "${name}" has no deployment circuit breaker: ECS itself never gives up a version that does not start`];
}

const FARGATE_PROVIDERS = new Set(['FARGATE', 'FARGATE_SPOT']);

/**
 * The steps drive rolling updates of Fargate services. ECS's other ways of moving a service change other things, at other
 * times (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html).
 */
export function unsupportedService(service: SeenService): string | undefined {
  const controller = service.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS') return `the deployment controller ${controller}; expected ECS (rolling)`;
  const strategy = service.deploymentConfiguration?.strategy ?? 'ROLLING';
  if (strategy !== 'ROLLING') return `the deployment strategy ${strategy}; expected ROLLING`;
  if (service.schedulingStrategy === 'DAEMON') return 'the scheduling strategy DAEMON; expected REPLICA';
  if (service.launchType === 'EC2' || service.launchType === 'EXTERNAL')
    return `the launch type ${service.launchType}; expected FARGATE`;
  // A service of a capacity provider has no launch type.
  const provider = service.capacityProviderStrategy?.find(
    ({ capacityProvider }) => !FARGATE_PROVIDERS.has(capacityProvider ?? ''),
  );
  return provider === undefined
    ? undefined
    : `the capacity provider ${provider.capacityProvider}; expected FARGATE or FARGATE_SPOT`;
}
