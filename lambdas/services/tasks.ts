import { DescribeTasksCommand, type ListTasksCommandInput, paginateListTasks, type Task } from '@aws-sdk/client-ecs';
import { inChunks, inParallel } from '../step/in-parallel.ts';
import { ecs } from './describe.ts';

/** Most tasks that DescribeTasks takes. */
const AT_ONCE = 100;

/**
 * Which tasks: those of a service, or those started under a name. ListTasks returns running tasks, and stopped ones only if
 * asked.
 */
export type Which = Pick<ListTasksCommandInput, 'serviceName' | 'startedBy' | 'desiredStatus'>;

/** ARNs of every task, all pages of the list: a service in a crash loop has hundreds of stopped ones. */
export async function taskArns(cluster: string, which: Which): Promise<string[]> {
  const found: string[] = [];
  for await (const { taskArns: page } of paginateListTasks({ client: ecs }, { cluster, ...which }))
    found.push(...(page ?? []));
  return found;
}

/**
 * ARNs of tasks that run or have stopped, those that run first: a task goes from one list to the other, and never back. Asked for at
 * the same time, one that is told to stop meanwhile may be in neither, and runs on for as long as it drains.
 */
export async function everyTaskArn(cluster: string, which: Omit<Which, 'desiredStatus'>): Promise<string[]> {
  const found = new Set<string>();
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const)
    for (const arn of await taskArns(cluster, { ...which, desiredStatus })) found.add(arn);
  return [...found];
}

/** The tasks of these ARNs; ECS forgets a stopped one after an hour. */
export async function describeTasks(cluster: string, arns: readonly string[]): Promise<Task[]> {
  const found = await inParallel(inChunks(arns, AT_ONCE), (tasks) =>
    ecs.send(new DescribeTasksCommand({ cluster, tasks })),
  );
  return found.flatMap(({ tasks }) => tasks ?? []);
}
