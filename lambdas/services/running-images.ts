import { DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { ecs } from './describe.ts';

/**
 * Container name -> the digest that runs in a service's tasks now. What a mutable tag means is decided when a task
 * starts; only the running task knows.
 */
export async function runningImages(cluster: string, service: string): Promise<Record<string, string>> {
  const { taskArns } = await ecs.send(
    new ListTasksCommand({ cluster, serviceName: service, desiredStatus: 'RUNNING' }),
  );
  if (taskArns === undefined || taskArns.length === 0) return {};
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns.slice(0, 100) }));
  const images: Record<string, string> = {};
  for (const container of tasks?.flatMap((task) => task.containers ?? []) ?? []) {
    if (container.name !== undefined && container.imageDigest !== undefined)
      images[container.name] = container.imageDigest;
  }
  return images;
}
