import { describeTasks, taskArns } from './tasks.ts';

/**
 * Container name -> the digest that runs in a service's tasks now. A mutable tag is resolved when a task starts, so only the
 * running task knows.
 */
export async function runningImages(cluster: string, service: string): Promise<Record<string, string>> {
  const tasks = await describeTasks(
    cluster,
    await taskArns(cluster, { serviceName: service, desiredStatus: 'RUNNING' }),
  );
  const images: Record<string, string> = {};
  for (const container of tasks.flatMap((task) => task.containers ?? [])) {
    if (container.name !== undefined && container.imageDigest !== undefined)
      images[container.name] = container.imageDigest;
  }
  return images;
}
