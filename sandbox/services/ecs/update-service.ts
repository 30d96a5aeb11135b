import type { DeploymentConfiguration, UpdateServiceRequest } from '@aws-sdk/client-ecs';
import type { Options } from './deployment.ts';
import { unmodelled } from './errors.ts';
import type { Service } from './service.ts';
import type { EcsState } from './state.ts';

const MODELLED = [
  ...['cluster', 'service', 'desiredCount', 'taskDefinition', 'deploymentConfiguration', 'forceNewDeployment'],
  ...['healthCheckGracePeriodSeconds', 'networkConfiguration', 'platformVersion', 'propagateTags'],
  ...['enableECSManagedTags', 'enableExecuteCommand'],
];

/** UpdateService: what is given changes; a new deployment begins only where something new would run. */
export function updateService(state: EcsState, request: Partial<UpdateServiceRequest>): Service {
  for (const [name, value] of Object.entries(request)) {
    if (value !== undefined && !MODELLED.includes(name)) throw unmodelled(`${name} of UpdateService`);
  }
  const service = state.service(state.cluster(request.cluster), request.service);
  const { options } = service;
  const definition = request.taskDefinition
    ? state.definitions.active(request.taskDefinition)
    : service.primary.definition;
  checkDeploymentConfiguration(request.deploymentConfiguration);
  configure(options, request.deploymentConfiguration ?? {});
  options.healthCheckGracePeriodSeconds =
    request.healthCheckGracePeriodSeconds ?? options.healthCheckGracePeriodSeconds;
  const network = request.networkConfiguration;
  const networkChanges = network && JSON.stringify(network) !== JSON.stringify(options.networkConfiguration);
  if (networkChanges) options.networkConfiguration = network;
  if (request.desiredCount !== undefined) service.scale(request.desiredCount);
  // The same task definition again and nothing else new: no deployment, and nothing to wait for.
  if (definition !== service.primary.definition || networkChanges || request.forceNewDeployment) {
    service.deploy(definition);
  }
  return service;
}

function configure(options: Options, given: DeploymentConfiguration): void {
  options.minimumHealthyPercent = given.minimumHealthyPercent ?? options.minimumHealthyPercent;
  options.maximumPercent = given.maximumPercent ?? options.maximumPercent;
  options.alarms = given.alarms ?? options.alarms;
  if (given.deploymentCircuitBreaker === undefined) return;
  const { enable = false, rollback = false } = given.deploymentCircuitBreaker;
  options.breaker = { enable, rollback };
}

/** Refuses what would roll out otherwise than the sandbox does. Deployment alarms are kept; none fails a deployment here. */
export function checkDeploymentConfiguration(configuration: DeploymentConfiguration | undefined): void {
  if ((configuration?.strategy ?? 'ROLLING') !== 'ROLLING')
    throw unmodelled(`deployment strategy ${configuration?.strategy}`);
}
