import { type Service, ServiceNotFoundException } from '@aws-sdk/client-ecs';
import { aws } from './aws.ts';

/** A service with one completed deployment, and the circuit breaker that ECS rolls back with. */
export function steady(name: string, taskDefinition: string, count = 2): Service {
  return {
    serviceName: name,
    status: 'ACTIVE',
    taskDefinition,
    desiredCount: count,
    runningCount: count,
    deployments: [{ id: `ecs-svc/${name}-1`, status: 'PRIMARY', taskDefinition, rolloutState: 'COMPLETED' }],
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
  };
}

/**
 * A cluster's services. As in ECS, another task definition (or `forceNewDeployment`) makes a deployment and the same one
 * makes none.
 */
export function playServices(services: Service[]): void {
  const known = new Map(services.map((service) => [service.serviceName, service]));
  let deployments = 1;
  aws.on('ecs', {
    DescribeServices: ({ services: names = [] }) => ({
      services: names.flatMap((name) => known.get(name) ?? []),
      failures: names.filter((name) => !known.has(name)).map((arn) => ({ arn, reason: 'MISSING' })),
    }),
    UpdateService: (input) => {
      const service = known.get(input.service);
      if (service === undefined) throw new ServiceNotFoundException({ message: 'Service not found.', $metadata: {} });
      const { taskDefinition = service.taskDefinition, forceNewDeployment = false } = input;
      if (taskDefinition !== service.taskDefinition || forceNewDeployment) {
        const id = `ecs-svc/${input.service}-${++deployments}`;
        service.deployments = [
          { id, status: 'PRIMARY', taskDefinition, rolloutState: 'IN_PROGRESS' },
          ...(service.deployments ?? []).map((deployment) => ({ ...deployment, status: 'ACTIVE' })),
        ];
        service.taskDefinition = taskDefinition;
      }
      service.desiredCount = input.desiredCount ?? service.desiredCount;
      service.deploymentConfiguration = input.deploymentConfiguration ?? service.deploymentConfiguration;
      return { service };
    },
  });
}
