import { describeTasks, taskArns } from './tasks.ts';

/** What a service's tasks run now. */
export interface RunningImages {
  readonly tasks: number;
  /** Container name -> every digest that runs; a task may have started before a tag moved, another after it. */
  readonly digests: Readonly<Record<string, readonly string[]>>;
}

/** A mutable tag is resolved when a task starts, so only the running tasks know what runs. */
export async function runningImages(cluster: string, service: string): Promise<RunningImages> {
  const tasks = await describeTasks(
    cluster,
    await taskArns(cluster, { serviceName: service, desiredStatus: 'RUNNING' }),
  );
  const digests: Record<string, string[]> = {};
  for (const { name, imageDigest } of tasks.flatMap((task) => task.containers ?? [])) {
    if (name === undefined || imageDigest === undefined) continue;
    const found = digests[name] ?? [];
    if (!found.includes(imageDigest)) digests[name] = [...found, imageDigest];
  }
  return { tasks: tasks.length, digests };
}
