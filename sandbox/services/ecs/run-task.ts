import * as ecs from '@aws-sdk/client-ecs';
import type { Operations } from '../../kernel/operation.ts';
import { inCluster, passRoles, tagContext } from './checks.ts';
import { refused, unmodelled } from './errors.ts';
import { NO_CAPACITY } from './shortage.ts';
import { type EcsState, last } from './state.ts';
import type { Task } from './task.ts';

const MODELLED = [
  ...['cluster', 'taskDefinition', 'count', 'overrides', 'startedBy', 'group', 'clientToken', 'launchType', 'tags'],
  ...['networkConfiguration', 'platformVersion', 'propagateTags', 'enableECSManagedTags', 'enableExecuteCommand'],
];
const OVERRIDE = ['name', 'command', 'environment', 'cpu', 'memory', 'memoryReservation'];
const LONGEST_OVERRIDES = 8192;

/** Requests and their tasks, by cluster and client token. */
type ByToken = Map<string, { readonly request: string; readonly tasks: readonly Task[] }>;

export function runTaskOperation(state: EcsState): Operations<typeof ecs> {
  const byToken: ByToken = new Map();
  return {
    RunTask: {
      access({ cluster, taskDefinition = '', overrides, tags = [] }) {
        const definition = state.definitions.find(taskDefinition);
        const context = { ...inCluster(state, cluster), ...tagContext('aws:RequestTag/', tags) };
        const tag = {
          action: 'ecs:TagResource',
          resource: state.arn(`task/${last(cluster ?? 'default')}/*`),
          context: { ...context, 'ecs:CreateAction': 'RunTask' },
        };
        return [
          {
            action: 'ecs:RunTask',
            resource: definition?.arn ?? state.arn(`task-definition/${last(taskDefinition)}`),
            context,
          },
          ...passRoles(state.kernel, [
            overrides?.taskRoleArn ?? definition?.facts.taskRoleArn,
            overrides?.executionRoleArn ?? definition?.facts.executionRoleArn,
          ]),
          ...(tags.length ? [tag] : []),
        ];
      },
      handle(request) {
        const tasks = runTask(state, request, byToken);
        if (tasks === 'refused') return { tasks: [], failures: [{ reason: NO_CAPACITY }] };
        return { tasks: tasks.map((task) => task.describe()), failures: [] };
      },
    },
  };
}

function runTask(state: EcsState, request: ecs.RunTaskCommandInput, byToken: ByToken): readonly Task[] | 'refused' {
  for (const [name, value] of Object.entries(request)) {
    if (value !== undefined && !MODELLED.includes(name)) throw unmodelled(`${name} of RunTask`);
  }
  const { clientToken, overrides = {}, count = 1, propagateTags } = request;
  const cluster = state.cluster(request.cluster);
  const definition = state.definitions.active(request.taskDefinition ?? '');
  checkOverrides(
    overrides,
    definition.containers.map(({ name }) => name ?? ''),
  );
  const token = clientToken && `${cluster.arn} ${clientToken}`;
  const asked = JSON.stringify({ ...request, clientToken: undefined });
  const before = token ? byToken.get(token) : undefined;
  if (before && before.request !== asked) {
    const message = 'The client token was used with other parameters.';
    throw new ecs.ConflictException({ message, resourceIds: before.tasks.map(({ arn }) => arn), $metadata: {} });
  }
  if (before) return before.tasks;
  const shortage = state.shortages.shift();
  if (shortage === 'refused') return 'refused';
  const tags = [...(propagateTags === 'TASK_DEFINITION' ? definition.tags : []), ...(request.tags ?? [])];
  const tasks = Array.from({ length: count }, () =>
    state.add({
      clusterArn: cluster.arn,
      definition,
      overrides: { containerOverrides: [], ...overrides },
      group: request.group ?? `family:${definition.family}`,
      startedBy: request.startedBy,
      tags,
      shortage: shortage === 'stopped',
    }),
  );
  if (token) byToken.set(token, { request: asked, tasks });
  return tasks;
}

function checkOverrides(overrides: ecs.TaskOverride, containers: readonly string[]): void {
  if (JSON.stringify(overrides).length > LONGEST_OVERRIDES) {
    throw refused.parameter(`Overrides length must be at most ${LONGEST_OVERRIDES} characters.`);
  }
  for (const override of overrides.containerOverrides ?? []) {
    if (!containers.includes(override.name ?? '')) {
      throw refused.parameter(
        `Override for container named ${override.name} is not a container in the TaskDefinition.`,
      );
    }
    for (const [name, value] of Object.entries(override)) {
      const empty = value === undefined || (Array.isArray(value) && value.length === 0);
      if (!empty && !OVERRIDE.includes(name)) throw unmodelled(`${name} of a container override`);
    }
  }
}
