import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../aws/client-settings.ts';

const cloudwatch = new CloudWatchClient(clientSettings);

/** The load balancer reports in periods of a minute, and CloudWatch rounds a start down to one. */
const MINUTE_MS = 60_000;
/** Most queries of one GetMetricData. */
const AT_ONCE = 500;

/** Whose requests are counted: those that a load balancer led to a target group. */
export interface Counted {
  /** ARNs of listeners; their load balancers are meant. */
  readonly listeners: readonly string[];
  /** ARNs. */
  readonly targetGroups: readonly string[];
}

/**
 * Requests from the first full minute of that time on. A minute without a request has no data, so that this is a floor: what
 * CloudWatch has not heard of yet is not in it
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
export async function requestCount(counted: Counted, from: string, until: string): Promise<number> {
  const StartTime = new Date(Math.ceil(Date.parse(from) / MINUTE_MS) * MINUTE_MS);
  const EndTime = new Date(until);
  const queries = queriesOf(counted);
  let total = 0;
  for (let first = 0; first < queries.length && StartTime < EndTime; first += AT_ONCE) {
    const MetricDataQueries = queries.slice(first, first + AT_ONCE);
    const pages = paginateGetMetricData({ client: cloudwatch }, { StartTime, EndTime, MetricDataQueries });
    for await (const { MetricDataResults = [] } of pages)
      for (const { Values = [] } of MetricDataResults) total += Values.reduce((sum, value) => sum + value, 0);
  }
  return total;
}

/** A pair of a load balancer and a group that it does not lead to has no data. */
function queriesOf({ listeners, targetGroups }: Counted): MetricDataQuery[] {
  const balancers = [...new Set(listeners.map(loadBalancerOf))];
  const pairs = balancers.flatMap((balancer) => targetGroups.map((group) => [balancer, groupOf(group)] as const));
  return pairs.map(([LoadBalancer, TargetGroup], n) => ({
    Id: `requests${n}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'RequestCount',
        Dimensions: Object.entries({ LoadBalancer, TargetGroup }).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: MINUTE_MS / 1_000,
      Stat: 'Sum',
    },
  }));
}

/** `arn:…:listener/app/<name>/<id>/<listener>` -> `app/<name>/<id>` */
export const loadBalancerOf = (listener: string): string =>
  listener.split(':listener/')[1]?.split('/').slice(0, 3).join('/') ?? '';

/** `arn:…:targetgroup/<name>/<id>` -> `targetgroup/<name>/<id>` */
export const groupOf = (arn: string): string => arn.split(':').at(-1) ?? '';
