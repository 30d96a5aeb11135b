import type { DeploymentConfiguration, Service } from '@aws-sdk/client-ecs';
import type { Returns } from '../model/ledger.ts';

/**
 * ECS's circuit breaker and deployment alarms return a failed deployment to the last COMPLETED one. During a rollback that
 * is the bad version: if the known good does not start, ECS would put the bad version's tasks on the restored database. So a
 * rollback switches both off with the service, and puts them back when the services run again
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html).
 * @returns which of the two return the service; null: neither
 */
export function returnsOf(service: Service): Returns | null {
  const { deploymentCircuitBreaker, alarms } = service.deploymentConfiguration ?? {};
  const breaker = deploymentCircuitBreaker?.rollback === true;
  const byAlarms = alarms?.rollback === true;
  return breaker || byAlarms ? { breaker, alarms: byAlarms } : null;
}

type Configured = { readonly deploymentConfiguration: DeploymentConfiguration };

/** The service's deployment configuration with both returns off, everything else unchanged. */
export const withoutReturn = (service: Service): Configured => configured(service, { breaker: false, alarms: false });

/** The service's deployment configuration with the returns it had, everything else unchanged. */
export const withReturn = (service: Service, before: Returns): Configured => configured(service, before);

function configured({ deploymentConfiguration = {} }: Service, { breaker, alarms }: Returns): Configured {
  const { deploymentCircuitBreaker, alarms: alarmsNow, ...rest } = deploymentConfiguration;
  return {
    deploymentConfiguration: {
      ...rest,
      ...(deploymentCircuitBreaker === undefined
        ? {}
        : { deploymentCircuitBreaker: { ...deploymentCircuitBreaker, rollback: breaker } }),
      ...(alarmsNow === undefined ? {} : { alarms: { ...alarmsNow, rollback: alarms } }),
    },
  };
}
