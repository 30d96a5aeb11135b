import type { Listener } from '../model/environment.ts';
import { describeServices } from './describe.ts';

/** Whose requests are asked for. */
export interface Asked {
  readonly cluster: string;
  readonly services: readonly string[];
  readonly listeners: readonly Pick<Listener, 'arn' | 'targetGroups'>[];
}

/** ARNs of the target groups that services are registered at, and those that a listener names besides. */
export async function targetGroupsOf({ cluster, services, listeners }: Asked): Promise<readonly string[]> {
  const groups = [...(await describeServices(cluster, services)).values()].flatMap(({ loadBalancers = [] }) =>
    loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []),
  );
  return [...new Set([...groups, ...listeners.flatMap(({ targetGroups: more = [] }) => more)])];
}
