import type * as ecs from '@aws-sdk/client-ecs';
import type { Handlers } from '../../kernel/operation.ts';
import { refused, unmodelled } from './errors.ts';
import { type EcsState, last } from './state.ts';

const MODELLED = [
  ...['cluster', 'service', 'desiredCount', 'taskDefinition', 'deploymentConfiguration', 'forceNewDeployment'],
  ...['healthCheckGracePeriodSeconds', 'networkConfiguration', 'platformVersion', 'propagateTags'],
  ...['enableECSManagedTags', 'enableExecuteCommand'],
];

type Operations = 'DescribeServices' | 'ListServices' | 'UpdateService' | 'DescribeClusters' | 'ListClusters';

export function serviceOperations(state: EcsState): Pick<Handlers<typeof ecs>, Operations> {
  return {
    DescribeClusters({ clusters }) {
      const wanted = clusters?.length ? clusters : ['default'];
      const found = wanted.map((name) => state.clusters.get(last(name)));
      return {
        clusters: found.flatMap((cluster) => {
          if (!cluster) return [];
          const services = state.services.filter(({ settings }) => settings.clusterArn === cluster.arn);
          const tasks = state.tasksOf(cluster);
          return [
            {
              clusterArn: cluster.arn,
              clusterName: cluster.name,
              status: 'ACTIVE',
              activeServicesCount: services.length,
              runningTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
              pendingTasksCount: tasks.filter(({ lastStatus }) => ['PROVISIONING', 'PENDING'].includes(lastStatus))
                .length,
              tags: cluster.tags,
            },
          ];
        }),
        failures: missing(wanted, found),
      };
    },

    ListClusters: () => ({ clusterArns: [...state.clusters.values()].map(({ arn }) => arn) }),

    DescribeServices({ cluster: name, services = [], include }) {
      const cluster = state.cluster(name);
      if (services.length === 0) throw refused.parameter('Services cannot be empty.');
      if (services.length > 10) throw refused.parameter('Services cannot have more than 10 elements.');
      const found = services.map((service) => state.findService(cluster, service));
      return {
        services: found.flatMap((service) =>
          service ? [{ ...service.describe(), ...(include?.includes('TAGS') ? { tags: service.tags } : {}) }] : [],
        ),
        // Not an error: 200, and the missing ones by name.
        failures: missing(
          services.map((service) => state.arn(`service/${cluster.name}/${last(service)}`)),
          found,
        ),
      };
    },

    ListServices({ cluster: name }) {
      const cluster = state.cluster(name);
      const found = state.services.filter(({ settings }) => settings.clusterArn === cluster.arn);
      return { serviceArns: found.map(({ settings }) => settings.arn) };
    },

    UpdateService(request) {
      for (const [name, value] of Object.entries(request)) {
        if (value !== undefined && !MODELLED.includes(name)) throw unmodelled(`${name} of UpdateService`);
      }
      const service = state.service(state.cluster(request.cluster), request.service);
      const { options } = service;
      const definition = request.taskDefinition
        ? state.definitions.active(request.taskDefinition)
        : service.primary.definition;
      checkDeploymentConfiguration(request.deploymentConfiguration);
      const { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker } = request.deploymentConfiguration ?? {};
      options.minimumHealthyPercent = minimumHealthyPercent ?? options.minimumHealthyPercent;
      options.maximumPercent = maximumPercent ?? options.maximumPercent;
      if (deploymentCircuitBreaker) {
        options.breaker = {
          enable: deploymentCircuitBreaker.enable ?? false,
          rollback: deploymentCircuitBreaker.rollback ?? false,
        };
      }
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
      return { service: service.describe() };
    },
  };
}

/** Refuses what would roll out otherwise than the sandbox does. */
export function checkDeploymentConfiguration(configuration: ecs.DeploymentConfiguration | undefined): void {
  if (configuration?.alarms?.enable) throw unmodelled('deployment alarms');
  if ((configuration?.strategy ?? 'ROLLING') !== 'ROLLING')
    throw unmodelled(`deployment strategy ${configuration?.strategy}`);
}

function missing(wanted: readonly string[], found: readonly unknown[]): ecs.Failure[] {
  return wanted.filter((_, index) => !found[index]).map((arn) => ({ arn, reason: 'MISSING' }));
}
