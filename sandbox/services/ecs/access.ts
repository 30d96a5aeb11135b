import type * as ecs from '@aws-sdk/client-ecs';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { type EcsState, last } from './state.ts';

/** ECS writes its tags in lower case. */
function tagContext(
  prefix: 'aws:RequestTag/' | 'aws:ResourceTag/',
  tags: readonly ecs.Tag[] = [],
): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [`${prefix}${key ?? ''}`, value ?? '']));
}

/** What IAM checks, PassRole among it: who gives a task a role must be allowed to pass it to ECS. */
export function ecsAccess(state: EcsState): ServiceModel['access'] {
  const cluster = (name = 'default') => state.arn(`cluster/${last(name)}`);
  const inCluster = (name?: string) => ({ 'ecs:cluster': cluster(name) });
  const anything = (action: string) => () => [{ action: `ecs:${action}`, resource: '*' }];

  const onService = (action: string, clusterName: string | undefined, name = '', more = {}): AccessCheck => {
    const found = state.services.find(
      ({ settings }) => settings.name === last(name) && settings.clusterArn === cluster(clusterName),
    );
    return {
      action: `ecs:${action}`,
      resource: state.arn(`service/${last(clusterName ?? 'default')}/${last(name)}`),
      context: { ...inCluster(clusterName), ...more, ...tagContext('aws:ResourceTag/', found?.tags) },
    };
  };
  const onTask = (action: string, clusterName: string | undefined, id = ''): AccessCheck => ({
    action: `ecs:${action}`,
    resource: state.arn(`task/${last(clusterName ?? 'default')}/${last(id)}`),
    context: inCluster(clusterName),
  });

  return {
    DescribeClusters: ({ clusters = ['default'] }: ecs.DescribeClustersRequest) =>
      clusters.map((name) => ({ action: 'ecs:DescribeClusters', resource: cluster(name) })),
    ListClusters: anything('ListClusters'),
    ListServices: ({ cluster: name }: ecs.ListServicesRequest) => [
      { action: 'ecs:ListServices', resource: '*', context: inCluster(name) },
    ],
    DescribeServices: ({ cluster: name, services = [] }: Partial<ecs.DescribeServicesRequest>) =>
      services.map((service) => onService('DescribeServices', name, service)),
    // Naming a task definition hands its roles to ECS, even the one that runs already; a new count alone does not
    // (measured by others: github.com/keidarcy/e1s/issues/429).
    UpdateService({ cluster: name, service, taskDefinition }: Partial<ecs.UpdateServiceRequest>) {
      const definition = taskDefinition === undefined ? undefined : state.definitions.find(taskDefinition);
      return [
        onService('UpdateService', name, service, definition ? { 'ecs:task-definition': definition.arn } : {}),
        ...passRoles(state.kernel, [definition?.facts.taskRoleArn, definition?.facts.executionRoleArn]),
      ];
    },
    ListTasks: ({ cluster: name }: ecs.ListTasksRequest) => [
      { action: 'ecs:ListTasks', resource: '*', context: inCluster(name) },
    ],
    DescribeTasks: ({ cluster: name, tasks = [] }: Partial<ecs.DescribeTasksRequest>) =>
      tasks.map((task) => onTask('DescribeTasks', name, task)),
    StopTask: ({ cluster: name, task }: Partial<ecs.StopTaskRequest>) => [onTask('StopTask', name, task)],
    RunTask({ cluster: name, taskDefinition = '', overrides, tags = [] }: Partial<ecs.RunTaskRequest>) {
      const definition = state.definitions.find(taskDefinition);
      const context = { ...inCluster(name), ...tagContext('aws:RequestTag/', tags) };
      const { kernel } = state;
      return [
        {
          action: 'ecs:RunTask',
          resource: definition?.arn ?? state.arn(`task-definition/${last(taskDefinition)}`),
          context,
        },
        ...passRoles(kernel, [
          overrides?.taskRoleArn ?? definition?.facts.taskRoleArn,
          overrides?.executionRoleArn ?? definition?.facts.executionRoleArn,
        ]),
        ...(tags.length
          ? [
              {
                action: 'ecs:TagResource',
                resource: state.arn(`task/${last(name ?? 'default')}/*`),
                context: { ...context, 'ecs:CreateAction': 'RunTask' },
              },
            ]
          : []),
      ];
    },
    DescribeTaskDefinition: anything('DescribeTaskDefinition'),
    ListTaskDefinitions: anything('ListTaskDefinitions'),
    ListTaskDefinitionFamilies: anything('ListTaskDefinitionFamilies'),
    DeregisterTaskDefinition: anything('DeregisterTaskDefinition'),
    RegisterTaskDefinition(request: Partial<ecs.RegisterTaskDefinitionRequest>) {
      const { family, taskRoleArn, executionRoleArn, tags = [] } = request;
      const resource = state.arn(`task-definition/${family}:*`);
      const context = tagContext('aws:RequestTag/', tags);
      const tag = {
        action: 'ecs:TagResource',
        resource,
        context: { ...context, 'ecs:CreateAction': 'RegisterTaskDefinition' },
      };
      return [
        { action: 'ecs:RegisterTaskDefinition', resource, context },
        ...passRoles(state.kernel, [taskRoleArn, executionRoleArn]),
        ...(tags.length ? [tag] : []),
      ];
    },
  };
}

function passRoles({ account }: Kernel, roles: readonly (string | undefined)[]): AccessCheck[] {
  const given = roles.filter((role): role is string => role !== undefined && role !== '');
  return [...new Set(given)].map((role) => ({
    action: 'iam:PassRole',
    resource: role.startsWith('arn:') ? role : `arn:aws:iam::${account}:role/${role}`,
    context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
  }));
}
