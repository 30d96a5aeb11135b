import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { describeTasks, taskArns } from '../tasks.ts';
import type { Input, Output } from './contract.ts';

/**
 * Looks for tasks still alive. ListTasks asks for desired status RUNNING and STOPPED: a draining task is desired STOPPED and
 * may still write.
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
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const)
    arns.push(...(await taskArns(cluster, { serviceName: service, desiredStatus })));
  const tasks = await describeTasks(cluster, arns);
  return tasks.filter((task) => task.lastStatus !== 'STOPPED').length;
}
