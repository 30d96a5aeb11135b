import { DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import type { Input, Output } from './contract.ts';

/**
 * Looks for tasks still alive. ListTasks by desired status RUNNING and STOPPED both: a draining task is desired STOPPED
 * and may still write.
 */
export const handler = step<Input, Output>(async (input) => {
  let tasks = 0;
  for (const service of input.services) tasks += await liveTasks(input.cluster, service);
  if (tasks > 0)
    withinDeadline(
      input.moment,
      input.since,
      input.limitMinutes,
      `${tasks} tasks of ${input.services.join(', ')} to stop`,
    );
  return { stopped: tasks === 0, tasks };
});

async function liveTasks(cluster: string, service: string): Promise<number> {
  const arns: string[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
    const page = await ecs.send(new ListTasksCommand({ cluster, serviceName: service, desiredStatus }));
    arns.push(...(page.taskArns ?? []));
  }
  if (arns.length === 0) return 0;
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: arns.slice(0, 100) }));
  return (tasks ?? []).filter((task) => task.lastStatus !== 'STOPPED').length;
}
