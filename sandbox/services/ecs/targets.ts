import type { LoadBalancer } from '@aws-sdk/client-ecs';
import type { Elb } from '../elb/elb.ts';
import type { Progress } from './schedule.ts';
import type { Task } from './task.ts';

const HOST = '127.0.0.1';

/**
 * Without a load balancer a task counts as healthy when it has run this long, in virtual ms: a process that dies in its first
 * moments was never healthy. (In an account, starting the machine takes longer than that.)
 */
const PROBATION_MS = 15_000;

/** Makes a running task a target of its service's groups. */
export function attach(task: Task, loadBalancers: readonly LoadBalancer[], elb: Elb): void {
  for (const { group, port } of targetsOf(task, loadBalancers)) elb.register(group, { host: HOST, port });
}

/** Takes a task out of its target groups; resolves when the slowest of them has drained it. */
export async function detach(
  task: Task,
  loadBalancers: readonly LoadBalancer[],
  elb: Elb,
  signal: AbortSignal,
): Promise<void> {
  const targets = targetsOf(task, loadBalancers);
  await Promise.all(targets.map(({ group, port }) => elb.deregister(group, { host: HOST, port }, signal)));
}

export function healthOfTask(
  task: Task,
  loadBalancers: readonly LoadBalancer[],
  { elb, now, graceMs }: { elb: Elb; now: number; graceMs: number },
): Progress {
  if (task.lastStatus !== 'RUNNING') return 'starting';
  const age = now - (task.startedAt?.getTime() ?? now);
  const targets = targetsOf(task, loadBalancers);
  if (targets.length === 0) return age >= PROBATION_MS ? 'healthy' : 'starting';
  const states = targets.map(({ group, port }) => elb.healthOf(group, { host: HOST, port }));
  if (states.includes('unhealthy')) return age >= graceMs ? 'unhealthy' : 'starting';
  return states.every((state) => state === 'healthy') ? 'healthy' : 'starting';
}

function targetsOf(task: Task, loadBalancers: readonly LoadBalancer[]): { group: string; port: number }[] {
  return loadBalancers.flatMap(({ targetGroupArn: group, containerName }) => {
    const port = task.portOf(containerName);
    return group === undefined || port === undefined ? [] : [{ group, port }];
  });
}
