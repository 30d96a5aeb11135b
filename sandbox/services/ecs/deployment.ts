import type {
  DeploymentAlarms,
  DeploymentRolloutState,
  Deployment as Description,
  LoadBalancer,
  Service as ServiceDescription,
  ServiceEvent,
} from '@aws-sdk/client-ecs';
import type { Definition } from './definitions.ts';
import type { Task } from './task.ts';

export interface Deployment {
  readonly id: string;
  status: 'PRIMARY' | 'ACTIVE';
  readonly definition: Definition;
  readonly createdAt: Date;
  updatedAt: Date;
  rolloutState: DeploymentRolloutState;
  rolloutStateReason: string;
  /** Tasks that failed in a row; a healthy one ends the row. */
  failedTasks: number;
}

export interface ServiceSettings {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly loadBalancers: readonly LoadBalancer[];
  readonly createdAt: Date;
  readonly fixed: Partial<ServiceDescription>;
}

/** What UpdateService can change besides the task definition. */
export interface Options {
  desiredCount: number;
  minimumHealthyPercent: number;
  maximumPercent: number;
  breaker: { enable: boolean; rollback: boolean };
  alarms: DeploymentAlarms | undefined;
  healthCheckGracePeriodSeconds: number;
  networkConfiguration: ServiceDescription['networkConfiguration'];
}

/** A service as DescribeServices gives it. */
export function describeService(
  service: {
    readonly settings: ServiceSettings;
    readonly options: Options;
    readonly deployments: readonly Deployment[];
    readonly log: { readonly events: readonly ServiceEvent[] };
  },
  tasksOf: (deployment: Deployment) => readonly Task[],
): ServiceDescription {
  const { settings, options } = service;
  const deployments = service.deployments.map((deployment) => describe(deployment, options, tasksOf(deployment)));
  return {
    ...settings.fixed,
    serviceArn: settings.arn,
    serviceName: settings.name,
    clusterArn: settings.clusterArn,
    loadBalancers: [...settings.loadBalancers],
    createdAt: settings.createdAt,
    status: 'ACTIVE',
    desiredCount: options.desiredCount,
    runningCount: deployments.reduce((sum, { runningCount = 0 }) => sum + runningCount, 0),
    pendingCount: deployments.reduce((sum, { pendingCount = 0 }) => sum + pendingCount, 0),
    taskDefinition: deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition,
    deployments,
    events: [...service.log.events],
    deploymentConfiguration: {
      minimumHealthyPercent: options.minimumHealthyPercent,
      maximumPercent: options.maximumPercent,
      deploymentCircuitBreaker: options.breaker,
      ...(options.alarms === undefined ? {} : { alarms: options.alarms }),
    },
    networkConfiguration: options.networkConfiguration,
    healthCheckGracePeriodSeconds: options.healthCheckGracePeriodSeconds,
  };
}

function describe(deployment: Deployment, options: Options, tasks: readonly Task[]): Description {
  const alive = tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
  const running = alive.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.definition.arn,
    desiredCount: deployment.status === 'PRIMARY' ? options.desiredCount : 0,
    runningCount: running,
    pendingCount: alive.length - running,
    failedTasks: deployment.failedTasks,
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
    ...(options.networkConfiguration ? { networkConfiguration: options.networkConfiguration } : {}),
  };
}
