import type * as ecs from '@aws-sdk/client-ecs';
import type { Operations } from '../../kernel/operation.ts';
import { inCluster, onTask } from './checks.ts';
import { refused } from './errors.ts';
import { missing } from './missing.ts';
import { type EcsState, last } from './state.ts';
import type { Task } from './task.ts';

/** Of ListTasks a page, of DescribeTasks a call. */
const MOST_AT_ONCE = 100;

export const taskOperations = (state: EcsState): Operations<typeof ecs> => ({
  StopTask: {
    access: ({ cluster, task }) => [onTask(state, 'StopTask', cluster, task)],
    handle({ cluster, task: id = '', reason }) {
      const task = state.findTask(state.cluster(cluster), id);
      if (!task) throw refused.parameter('The referenced task was not found.');
      task.stop('UserInitiated', reason ?? 'Task stopped by user');
      return { task: task.describe() };
    },
  },

  ListTasks: {
    access: ({ cluster }) => [{ action: 'ecs:ListTasks', resource: '*', context: inCluster(state, cluster) }],
    handle({ cluster: name, serviceName, startedBy, family, desiredStatus = 'RUNNING', ...asked }) {
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
      const { maxResults = MOST_AT_ONCE, nextToken = '0' } = asked;
      if (!(maxResults >= 1 && maxResults <= MOST_AT_ONCE))
        throw refused.parameter(`maxResults must be between 1 and ${MOST_AT_ONCE}.`);
      const from = Number(nextToken);
      if (!Number.isInteger(from)) throw refused.parameter('Invalid token.');
      const to = from + maxResults;
      const more = to < found.length ? { nextToken: String(to) } : {};
      return { taskArns: found.slice(from, to).map(({ arn }) => arn), ...more };
    },
  },

  DescribeTasks: {
    access: ({ cluster, tasks = [] }) => tasks.map((task) => onTask(state, 'DescribeTasks', cluster, task)),
    handle({ cluster: name, tasks = [], include }) {
      const cluster = state.cluster(name);
      if (tasks.length === 0) throw refused.parameter('Tasks cannot be empty.');
      if (tasks.length > MOST_AT_ONCE) throw refused.parameter('Tasks cannot have more than 100 elements.');
      const found = tasks.map((id) => state.findTask(cluster, id));
      const describe = (task: Task) => {
        const { tags, ...described } = task.describe();
        return include?.includes('TAGS') ? { ...described, tags } : described;
      };
      return {
        tasks: found.flatMap((task) => (task ? [describe(task)] : [])),
        failures: missing(
          tasks.map((id) => state.arn(`task/${cluster.name}/${last(id)}`)),
          found,
        ),
      };
    },
  },
});
