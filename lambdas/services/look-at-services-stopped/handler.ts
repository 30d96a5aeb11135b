import { withinDeadline } from '../../step/deadline.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { describeTasks, everyTaskArn } from '../tasks.ts';
import type { Input, Output } from './contract.ts';

/**
 * Looks for tasks still alive. ListTasks asks for desired status RUNNING and STOPPED: a draining task is desired STOPPED and
 * may still write.
 */
export const handler = step<Input, Output>(async (input) => {
  const alive = await inParallel(input.services, (service) => liveTasks(input.cluster, service));
  const tasks = alive.reduce((sum, one) => sum + one, 0);
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
  const tasks = await describeTasks(cluster, await everyTaskArn(cluster, { serviceName: service }));
  return tasks.filter((task) => task.lastStatus !== 'STOPPED').length;
}
