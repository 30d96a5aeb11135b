import {
  DescribeAccountLimitsCommand,
  DescribeListenersCommand,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { elb, rulesOf } from './rules.ts';

/** What an account has by default; default rules are not counted. */
const DEFAULT = 100;

/** How many rules a load balancer of this account may have, on all its listeners together. */
export async function ruleQuota(): Promise<number> {
  let Marker: string | undefined;
  do {
    const page = await elb.send(new DescribeAccountLimitsCommand({ Marker }));
    const found = page.Limits?.find(({ Name }) => Name === 'rules-per-application-load-balancer');
    if (found?.Max !== undefined) return Number(found.Max);
    Marker = page.NextMarker;
  } while (Marker !== undefined && Marker !== '');
  return DEFAULT;
}

/** How many rules the listener's load balancer has, default ones left out. */
export async function rulesOnLoadBalancer(listener: string, own: readonly Rule[]): Promise<number> {
  const counted = (rules: readonly Rule[]): number => rules.filter(({ IsDefault }) => IsDefault !== true).length;
  const others = (await listenersBeside(listener)).map(async (arn) => counted(await rulesOf(arn)));
  return (await Promise.all(others)).reduce((sum, count) => sum + count, counted(own));
}

async function listenersBeside(listener: string): Promise<string[]> {
  const LoadBalancerArn = listener.replace(':listener/', ':loadbalancer/').replace(/\/[^/]+$/, '');
  const found: string[] = [];
  let Marker: string | undefined;
  do {
    const page = await elb.send(new DescribeListenersCommand({ LoadBalancerArn, Marker }));
    found.push(...(page.Listeners ?? []).map(({ ListenerArn = '' }) => ListenerArn));
    Marker = page.NextMarker;
  } while (Marker !== undefined && Marker !== '');
  return found.filter((arn) => arn !== listener);
}
