import * as ecs from '@aws-sdk/client-ecs';
import type { Handlers } from '../../kernel/operation.ts';
import { refused, unmodelled } from './errors.ts';
import { type EcsState, last } from './state.ts';
import type { Task } from './task.ts';

const RUN_TASK = [
  ...['cluster', 'taskDefinition', 'count', 'overrides', 'startedBy', 'group', 'clientToken', 'launchType', 'tags'],
  ...['networkConfiguration', 'platformVersion', 'propagateTags', 'enableECSManagedTags', 'enableExecuteCommand'],
];
const OVERRIDE = ['name', 'command', 'environment', 'cpu', 'memory', 'memoryReservation'];
const LONGEST_OVERRIDES = 8192;

type Operations = 'RunTask' | 'StopTask' | 'ListTasks' | 'DescribeTasks';

export function taskOperations(state: EcsState): Pick<Handlers<typeof ecs>, Operations> {
  const byToken = new Map<string, { request: string; tasks: Task[] }>();

  return {
    RunTask(request) {
      for (const [name, value] of Object.entries(request)) {
        if (value !== undefined && !RUN_TASK.includes(name)) throw unmodelled(`${name} of RunTask`);
      }
      const { clientToken, overrides = {}, count = 1, propagateTags } = request;
      const cluster = state.cluster(request.cluster);
      const definition = state.definitions.active(request.taskDefinition ?? '');
      checkOverrides(
        overrides,
        definition.containers.map(({ name }) => name ?? ''),
      );
      if (count < 1 || count > 10) throw refused.parameter('count must be between 1 and 10');
      if (propagateTags === 'SERVICE') throw refused.parameter('propagateTags SERVICE is not valid for RunTask');
      if (definition.facts.networkMode === 'awsvpc' && !request.networkConfiguration) {
        throw refused.parameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
      }
      const token = clientToken && `${cluster.arn} ${clientToken}`;
      const asked = JSON.stringify({ ...request, clientToken: undefined });
      const before = token ? byToken.get(token) : undefined;
      if (before && before.request !== asked) {
        const message = 'The client token was used with other parameters.';
        throw new ecs.ConflictException({ message, resourceIds: before.tasks.map(({ arn }) => arn), $metadata: {} });
      }
      if (before) return { tasks: before.tasks.map((task) => task.describe()), failures: [] };
      const tags = [...(propagateTags === 'TASK_DEFINITION' ? definition.tags : []), ...(request.tags ?? [])];
      const tasks = Array.from({ length: count }, () =>
        state.add({
          clusterArn: cluster.arn,
          definition,
          overrides: { containerOverrides: [], ...overrides },
          group: request.group ?? `family:${definition.family}`,
          startedBy: request.startedBy,
          tags,
        }),
      );
      if (token) byToken.set(token, { request: asked, tasks });
      return { tasks: tasks.map((task) => task.describe()), failures: [] };
    },

    StopTask({ cluster, task: id = '', reason }) {
      const task = state.findTask(state.cluster(cluster), id);
      if (!task) throw refused.parameter('The referenced task was not found.');
      task.stop('UserInitiated', reason ?? 'Task stopped by user');
      return { task: task.describe() };
    },

    ListTasks({ cluster: name, serviceName, startedBy, family, desiredStatus = 'RUNNING' }) {
      const cluster = state.cluster(name);
      if (serviceName) state.service(cluster, serviceName);
      const found = state
        .tasksOf(cluster)
        .filter(
          (task) =>
            task.desiredStatus === desiredStatus &&
            (!serviceName || task.options.group === `service:${last(serviceName)}`) &&
            (!startedBy || task.options.startedBy === startedBy) &&
            (!family || task.options.definition.family === family),
        );
      return { taskArns: found.map(({ arn }) => arn) };
    },

    DescribeTasks({ cluster: name, tasks = [], include }) {
      const cluster = state.cluster(name);
      if (tasks.length === 0) throw refused.parameter('Tasks cannot be empty.');
      if (tasks.length > 100) throw refused.parameter('Tasks cannot have more than 100 elements.');
      const found = tasks.map((id) => state.findTask(cluster, id));
      const describe = (task: Task) => {
        const { tags, ...described } = task.describe();
        return include?.includes('TAGS') ? { ...described, tags } : described;
      };
      return {
        tasks: found.flatMap((task) => (task ? [describe(task)] : [])),
        failures: tasks
          .filter((_, index) => !found[index])
          .map((id) => ({ arn: state.arn(`task/${cluster.name}/${last(id)}`), reason: 'MISSING' })),
      };
    },
  };
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
