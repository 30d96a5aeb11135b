import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../aws/client-settings.ts';
import type { Period, UserRequests } from '../model/incident.ts';
import type { Counted } from './request-count.ts';
import { groupOf, loadBalancerOf } from './request-count.ts';

const cloudwatch = new CloudWatchClient(clientSettings);

const MINUTE = 60;
/** As many periods as a page can show, and GetMetricData gives at once. */
const MOST_PERIODS = 240;
/** Most queries of one GetMetricData. */
const AT_ONCE = 500;

/** What a metric counts of: requests that the application answered, that the page answered, that failed. */
const OF_GROUP = {
  HTTPCode_Target_2XX_Count: 'served',
  HTTPCode_Target_3XX_Count: 'served',
  HTTPCode_Target_4XX_Count: 'served',
  HTTPCode_Target_5XX_Count: 'failed',
} as const;
/** The page is one of the load balancer's fixed answers, and one of its own errors: what is left of these has failed. */
const OF_BALANCER = { HTTP_Fixed_Response_Count: 'refused', HTTPCode_ELB_5XX_Count: 'ownErrors' } as const;
type Counter = 'served' | 'failed' | 'refused' | 'ownErrors';

/**
 * What users got in a time, by the load balancer's own metrics, period by period. A metric has no data where it counted nothing, so
 * that data of any makes the rest zero; no data at all is unknown
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). Answers of the load
 * balancer itself are those of the whole load balancer: AWS counts them by nothing else.
 */
export async function userRequests(
  counted: Counted,
  from: string,
  until: string,
): Promise<{ readonly users: UserRequests; readonly periods: readonly Period[] }> {
  const [StartTime, EndTime] = [new Date(from), new Date(until)];
  if (!(StartTime < EndTime)) return { users: { known: false, why: 'no-time' }, periods: [] };
  const seconds = (EndTime.getTime() - StartTime.getTime()) / 1_000;
  const period = Math.ceil(seconds / MOST_PERIODS / MINUTE) * MINUTE;
  const asked = queriesOf(counted, period);
  const found = new Map<string, Record<Counter, number>>();
  for (let first = 0; first < asked.length; first += AT_ONCE) {
    const some = asked.slice(first, first + AT_ONCE);
    const MetricDataQueries = some.map(({ query }) => query);
    const pages = paginateGetMetricData({ client: cloudwatch }, { StartTime, EndTime, MetricDataQueries });
    for await (const { MetricDataResults = [] } of pages)
      for (const { Id, Timestamps = [], Values = [] } of MetricDataResults) {
        const counter = some.find(({ query }) => query.Id === Id)?.counter;
        if (counter === undefined) continue;
        Timestamps.forEach((time, index) => {
          const at = time.toISOString();
          const one = found.get(at) ?? { served: 0, failed: 0, refused: 0, ownErrors: 0 };
          one[counter] += Values[index] ?? 0;
          found.set(at, one);
        });
      }
  }
  if (found.size === 0) return { users: { known: false, why: 'no-data' }, periods: [] };
  const periods: Period[] = [...found]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([at, { served, failed, refused, ownErrors }]) => ({
      at,
      served,
      refused,
      failed: failed + Math.max(0, ownErrors - refused),
    }));
  const sum = (of: 'served' | 'refused' | 'failed') => periods.reduce((total, one) => total + one[of], 0);
  const [served, refused, failed] = [sum('served'), sum('refused'), sum('failed')];
  return { users: { known: true, from, until, served, refused, failed }, periods };
}

function queriesOf({ listeners, targetGroups }: Counted, period: number) {
  const balancers = [...new Set(listeners.map(loadBalancerOf))];
  const groups = [...new Set(targetGroups.map(groupOf))];
  const metrics = balancers.flatMap((LoadBalancer) => [
    ...Object.entries(OF_BALANCER).map(([name, counter]) => ({ name, counter, dimensions: { LoadBalancer } })),
    ...groups.flatMap((TargetGroup) =>
      Object.entries(OF_GROUP).map(([name, counter]) => ({ name, counter, dimensions: { LoadBalancer, TargetGroup } })),
    ),
  ]);
  return metrics.map(({ name, counter, dimensions }, n) => ({
    counter: counter as Counter,
    query: {
      Id: `users${n}`,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/ApplicationELB',
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: period,
        Stat: 'Sum',
      },
    } satisfies MetricDataQuery,
  }));
}
