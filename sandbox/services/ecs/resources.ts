import { readFileSync } from 'node:fs';
import type { DeploymentAlarms, RegisterTaskDefinitionRequest, Tag } from '@aws-sdk/client-ecs';
import type { Properties, ResourceContext, ResourceProvider } from '../../kernel/resource.ts';
import { camel } from '../../template/properties/camel.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { stackTags } from '../cloudformation/cloudformation.ts';
import { refused, unmodelled } from './errors.ts';
import { Service } from './service.ts';
import type { EcsState } from './state.ts';
import { checkDeploymentConfiguration } from './update-service.ts';

/** How long a stack's deployment waits for a new service to be steady, in virtual ms. */
const STEADY_WITHIN_MS = 20 * 60_000;
const LOOK_MS = 2_000;

/** Makes a template's clusters, task definitions and services; as CloudFormation, it waits until a service is steady. */
export function ecsResources(state: EcsState): Record<string, ResourceProvider> {
  const now = () => new Date(state.kernel.clock.now());
  return {
    'AWS::ECS::Cluster'(properties, context) {
      refuseUnmodelled('AWS::ECS::Cluster', properties, [
        ...[
          'ClusterName',
          'ClusterSettings',
          'Configuration',
          'CapacityProviders',
          'DefaultCapacityProviderStrategy',
          'Tags',
        ],
      ]);
      const name: string = properties['ClusterName'] ?? context.generatedName;
      const arn = state.arn(`cluster/${name}`);
      state.clusters.set(name, { name, arn, tags: tagsOf(properties) });
      return { ref: name, attributes: { Arn: arn } };
    },

    // Fargate, whatever the strategy: every task is a child process.
    'AWS::ECS::ClusterCapacityProviderAssociations': (properties) => ({ ref: String(properties['Cluster']) }),

    'AWS::ECS::TaskDefinition'(properties) {
      const request = camel(properties) as RegisterTaskDefinitionRequest;
      const definition = state.definitions.register(
        { ...request, tags: tagsOf(properties) },
        now(),
        `arn:aws:iam::${state.kernel.account}:role/cloudformation`,
      );
      return { ref: definition.arn, attributes: { TaskDefinitionArn: definition.arn } };
    },

    async 'AWS::ECS::Service'(properties, context) {
      refuseUnmodelled('AWS::ECS::Service', properties, [
        ...['Cluster', 'ServiceName', 'TaskDefinition', 'DesiredCount', 'LaunchType', 'LoadBalancers', 'Tags'],
        ...['DeploymentConfiguration', 'HealthCheckGracePeriodSeconds', 'NetworkConfiguration', 'PlatformVersion'],
        ...['EnableECSManagedTags', 'EnableExecuteCommand', 'PropagateTags', 'DeploymentController'],
        ...['SchedulingStrategy', 'AvailabilityZoneRebalancing', 'Role'],
      ]);
      const service = createService(
        state,
        withStackTags(properties, context),
        properties['ServiceName'] ?? context.generatedName,
      );
      await becomeSteady(state, service);
      const { arn, name } = service.settings;
      return { ref: arn, attributes: { ServiceArn: arn, Name: name } };
    },
  };
}

function createService(state: EcsState, properties: Properties, name: string): Service {
  if ((properties['LaunchType'] ?? 'FARGATE') !== 'FARGATE') throw unmodelled(`LaunchType ${properties['LaunchType']}`);
  const controller = properties['DeploymentController']?.Type ?? 'ECS';
  if (controller !== 'ECS') throw unmodelled(`deployment controller ${controller}`);
  const scheduling = properties['SchedulingStrategy'] ?? 'REPLICA';
  if (scheduling !== 'REPLICA') throw unmodelled(`SchedulingStrategy ${scheduling}`);
  const cluster = state.cluster(properties['Cluster']);
  if (state.findService(cluster, name)) throw refused.parameter('Creation of service was not idempotent.');
  const definition = state.definitions.active(String(properties['TaskDefinition']));
  const configuration = camel(properties['DeploymentConfiguration'] ?? {}) as Parameters<
    typeof checkDeploymentConfiguration
  >[0];
  checkDeploymentConfiguration(configuration);
  const service = new Service(
    {
      arn: state.arn(`service/${cluster.name}/${name}`),
      name,
      clusterArn: cluster.arn,
      loadBalancers: camel(properties['LoadBalancers'] ?? []) as Service['settings']['loadBalancers'],
      createdAt: new Date(state.kernel.clock.now()),
      fixed: {
        launchType: 'FARGATE',
        platformVersion: properties['PlatformVersion'] ?? 'LATEST',
        platformFamily: 'Linux',
        schedulingStrategy: 'REPLICA',
        deploymentController: { type: 'ECS' },
        propagateTags: properties['PropagateTags'] ?? 'NONE',
        enableECSManagedTags: String(properties['EnableECSManagedTags']) === 'true',
        enableExecuteCommand: String(properties['EnableExecuteCommand']) === 'true',
      },
    },
    {
      desiredCount: Number(properties['DesiredCount'] ?? 1),
      // ECS's own defaults; the CDK writes others into the template.
      minimumHealthyPercent: Number(configuration?.minimumHealthyPercent ?? 100),
      maximumPercent: Number(configuration?.maximumPercent ?? 200),
      breaker: {
        enable: String(configuration?.deploymentCircuitBreaker?.enable) === 'true',
        rollback: String(configuration?.deploymentCircuitBreaker?.rollback) === 'true',
      },
      alarms: alarmsOf(configuration?.alarms),
      healthCheckGracePeriodSeconds: Number(properties['HealthCheckGracePeriodSeconds'] ?? 0),
      networkConfiguration: camel(properties['NetworkConfiguration']) as Service['options']['networkConfiguration'],
    },
    definition,
    tagsOf(properties),
    {
      kernel: state.kernel,
      elb: state.elb,
      launch: (owner, deployment) => state.launchFor(owner, deployment),
    },
  );
  state.services.push(service);
  service.keep(state.closing.signal).catch((error) => {
    if (!state.closing.signal.aborted) state.kernel.log(`service ${name}: the scheduler ended: ${error}`);
  });
  return service;
}

/** Switches of a template may be text. */
const alarmsOf = (given: DeploymentAlarms | undefined): DeploymentAlarms | undefined =>
  given && {
    alarmNames: [...(given.alarmNames ?? [])],
    enable: String(given.enable) === 'true',
    rollback: String(given.rollback) === 'true',
  };

async function becomeSteady(state: EcsState, service: Service): Promise<void> {
  const { clock } = state.kernel;
  const end = clock.now() + STEADY_WITHIN_MS;
  while (service.primary.rolloutState !== 'COMPLETED') {
    if (clock.now() > end || service.primary.rolloutState === 'FAILED') throw notSteady(state, service);
    await clock.sleep(LOOK_MS, state.closing.signal);
  }
}

/** The reason, from the service's events and its youngest task's output. */
function notSteady(state: EcsState, service: Service): Error {
  const cluster = state.cluster(service.settings.clusterArn);
  const task = state.tasksOf(cluster).findLast(({ options }) => options.group === `service:${service.settings.name}`);
  let log = '';
  try {
    log = task ? readFileSync(task.logFile, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
  } catch {
    // The task never started, so it wrote nothing.
  }
  const said = service.log.events.slice(0, 3).map(({ message }) => message);
  return new Error(`AWS::ECS::Service ${service.settings.name} did not become steady:\n${[...said, log].join('\n')}`);
}

const withStackTags = (properties: Properties, context: ResourceContext): Properties => ({
  ...properties,
  Tags: [...(properties['Tags'] ?? []), ...stackTags(context)],
});

function tagsOf(properties: Properties): Tag[] {
  const tags: { Key: string; Value: string }[] = properties['Tags'] ?? [];
  return tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
}
