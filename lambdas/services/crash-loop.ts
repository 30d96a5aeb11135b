import type { Deployment, Service } from '@aws-sdk/client-ecs';

/** ECS's own threshold of the circuit breaker: half of the tasks, at least 3 and at most 200. */
const threshold = (desired: number): number => Math.min(200, Math.max(3, Math.ceil(desired / 2)));

/**
 * Whether a deployment that no circuit breaker ends starts tasks in vain: `failedTasks` counts those that failed one after the
 * other, and none succeeded (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html).
 */
export function startsInVain(service: Service, { rolloutState, failedTasks = 0 }: Deployment): boolean {
  const breaks = service.deploymentConfiguration?.deploymentCircuitBreaker?.enable === true;
  return !breaks && rolloutState !== 'COMPLETED' && failedTasks >= threshold(service.desiredCount ?? 0);
}
