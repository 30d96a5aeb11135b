import { InvalidParameterException, type Task } from '@aws-sdk/client-ecs';
import { aws } from './aws.ts';

/** Of ListTasks a page, of DescribeTasks a call. */
const MOST_AT_ONCE = 100;

/**
 * Tasks of a cluster. A task is listed by what it is desired to be, not by what it is: one that drains is desired
 * STOPPED and still runs. As in ECS, a client token that was used answers with its task.
 */
export function playTasks(tasks: Task[]): void {
  const byToken = new Map<string, Task>();
  aws.on('ecs', {
    ListTasks: ({ serviceName, startedBy, desiredStatus = 'RUNNING', nextToken = '0' }) => {
      const found = tasks
        .filter((task) => task.desiredStatus === desiredStatus)
        .filter((task) => serviceName === undefined || task.group === `service:${serviceName}`)
        .filter((task) => startedBy === undefined || task.startedBy === startedBy)
        .map((task) => task.taskArn ?? '');
      const next = Number(nextToken) + MOST_AT_ONCE;
      const more = next < found.length ? { nextToken: String(next) } : {};
      return { taskArns: found.slice(Number(nextToken), next), ...more };
    },
    DescribeTasks: ({ tasks: arns = [] }) => {
      if (arns.length > MOST_AT_ONCE)
        throw new InvalidParameterException({ message: 'Tasks cannot be more than 100.', $metadata: {} });
      return { tasks: tasks.filter(({ taskArn = '' }) => arns.includes(taskArn)) };
    },
    RunTask: ({ clientToken = '', startedBy, taskDefinition }) => {
      const task = byToken.get(clientToken) ?? {
        taskArn: `arn:task/${tasks.length + 1}`,
        taskDefinitionArn: taskDefinition,
        startedBy,
        desiredStatus: 'RUNNING',
        lastStatus: 'PROVISIONING',
      };
      if (!byToken.has(clientToken)) tasks.push(task);
      byToken.set(clientToken, task);
      return { tasks: [task] };
    },
    StopTask: ({ task: arn, reason }) => {
      const task = tasks.find(({ taskArn }) => taskArn === arn);
      if (task !== undefined) Object.assign(task, { desiredStatus: 'STOPPED', stoppedReason: reason });
      return task === undefined ? {} : { task };
    },
  });
}

/** A task of a service. */
export const taskOf = (service: string, lastStatus: string, desiredStatus = lastStatus): Task => ({
  taskArn: `arn:task/${service}-${lastStatus}`,
  group: `service:${service}`,
  lastStatus,
  desiredStatus,
});
