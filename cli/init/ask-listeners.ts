import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  type LoadBalancer,
  paginateDescribeListeners,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { elb, rulesOf } from '../../lambdas/maintenance/rules.ts';
import { inChunks, inParallel } from '../../lambdas/step/in-parallel.ts';
import type { FoundListener, FoundService } from './facts.ts';

/** The target groups of the services, and every listener of the load balancers that lead to one of them. */
export async function listenersOf(
  services: readonly FoundService[],
): Promise<{ readonly targetGroups: readonly TargetGroup[]; readonly listeners: readonly FoundListener[] }> {
  const arns = [...new Set(services.flatMap(({ service }) => ownGroups(service.loadBalancers)))];
  const targetGroups = await groupsOf(arns);
  const above = [...new Set(targetGroups.flatMap(({ LoadBalancerArns = [] }) => LoadBalancerArns))];
  const loadBalancers = await balancersOf(above);
  const listeners = await inParallel(loadBalancers, async (loadBalancer) => {
    const found: FoundListener[] = [];
    const { LoadBalancerArn } = loadBalancer;
    for await (const { Listeners = [] } of paginateDescribeListeners({ client: elb }, { LoadBalancerArn }))
      for (const listener of Listeners)
        found.push({ listener, loadBalancer, rules: await rulesOf(listener.ListenerArn ?? '') });
    return found;
  });
  return { targetGroups, listeners: listeners.flat() };
}

export const ownGroups = (
  loadBalancers: readonly { readonly targetGroupArn?: string | undefined }[] | undefined,
): string[] =>
  (loadBalancers ?? []).flatMap(({ targetGroupArn }) => (targetGroupArn === undefined ? [] : [targetGroupArn]));

/** Twenty ARNs a call. */
async function groupsOf(arns: readonly string[]): Promise<TargetGroup[]> {
  const pages = await inParallel(inChunks(arns, 20), (TargetGroupArns) =>
    elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns })),
  );
  return pages.flatMap(({ TargetGroups = [] }) => TargetGroups);
}

async function balancersOf(arns: readonly string[]): Promise<LoadBalancer[]> {
  const pages = await inParallel(inChunks(arns, 20), (LoadBalancerArns) =>
    elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns })),
  );
  return pages.flatMap(({ LoadBalancers = [] }) => LoadBalancers);
}
