import type { DeploymentConfiguration, Service } from '@aws-sdk/client-ecs';

/**
 * ECS's circuit breaker returns a failed deployment to the last COMPLETED one. While a rollback switches services that is
 * the bad version: a known good that does not start would put the bad version's tasks on the restored database. So a
 * rollback switches that off with the service, and puts it back when the services run again.
 */
export const rollsBack = (service: Service | undefined): boolean =>
  service?.deploymentConfiguration?.deploymentCircuitBreaker?.rollback === true;

/** The service's deployment configuration with the breaker's rollback on or off, everything else as it is. */
export function withBreaker(service: Service, rollback: boolean): { deploymentConfiguration: DeploymentConfiguration } {
  const { deploymentCircuitBreaker, ...rest } = service.deploymentConfiguration ?? {};
  return {
    deploymentConfiguration: {
      ...rest,
      deploymentCircuitBreaker: { enable: deploymentCircuitBreaker?.enable ?? true, rollback },
    },
  };
}
