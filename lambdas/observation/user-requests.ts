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
type Counter = 'served' | 'failed' | 'refused' | 'ownErrors' | 'seconds';
/** Of what the application answered. Each load balancer has its own: the slowest is told. */
const RESPONSE_TIME = { name: 'TargetResponseTime', counter: 'seconds', stat: 'p95' } as const;

/**
 * What users got in a time, and how it was before, by the load balancer's own metrics, period by period. A metric has no data where it counted nothing, so
 * that data of any makes the rest zero; no data at all is unknown
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). Answers of the load
 * balancer itself are those of the whole load balancer: AWS counts them by nothing else.
 * @param beforeMs so much before `from` has periods too, which are not counted
 */
export async function userRequests(
  counted: Counted,
  from: string,
  until: string,
  beforeMs = 0,
): Promise<{ readonly users: UserRequests; readonly periods: readonly Period[] }> {
  const [StartTime, EndTime] = [new Date(Date.parse(from) - beforeMs), new Date(until)];
  if (!(Date.parse(from) < EndTime.getTime())) return { users: { known: false, why: 'no-time' }, periods: [] };
  const seconds = (EndTime.getTime() - StartTime.getTime()) / 1_000;
  const period = Math.ceil(seconds / MOST_PERIODS / MINUTE) * MINUTE;
  const asked = queriesOf(counted, period);
  const found = new Map<string, Record<Exclude<Counter, 'seconds'>, number> & { seconds: number | null }>();
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
          const one = found.get(at) ?? { served: 0, failed: 0, refused: 0, ownErrors: 0, seconds: null };
          if (counter === 'seconds') one.seconds = Math.max(one.seconds ?? 0, Values[index] ?? 0);
          else one[counter] += Values[index] ?? 0;
          found.set(at, one);
        });
      }
  }
  if (found.size === 0) return { users: { known: false, why: 'no-data' }, periods: [] };
  const periods: Period[] = [...found]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([at, { served, failed, refused, ownErrors, seconds }]) => ({
      at,
      served,
      refused,
      failed: failed + Math.max(0, ownErrors - refused),
      seconds,
    }));
  // A period that has begun before the incident belongs to it.
  const own = periods.filter(({ at }) => Date.parse(at) + period * 1_000 > Date.parse(from));
  if (own.length === 0) return { users: { known: false, why: 'no-data' }, periods };
  const sum = (of: 'served' | 'refused' | 'failed') => own.reduce((total, one) => total + one[of], 0);
  const [served, refused, failed] = [sum('served'), sum('refused'), sum('failed')];
  return { users: { known: true, from, until, served, refused, failed }, periods };
}

function queriesOf({ listeners, targetGroups }: Counted, period: number) {
  const balancers = [...new Set(listeners.map(loadBalancerOf))];
  const groups = [...new Set(targetGroups.map(groupOf))];
  const metrics = balancers.flatMap((LoadBalancer) => [
    { ...RESPONSE_TIME, dimensions: { LoadBalancer } },
    ...Object.entries(OF_BALANCER).map(([name, counter]) => ({
      name,
      counter,
      stat: 'Sum',
      dimensions: { LoadBalancer },
    })),
    ...groups.flatMap((TargetGroup) =>
      Object.entries(OF_GROUP).map(([name, counter]) => ({
        ...{ name, counter, stat: 'Sum' },
        dimensions: { LoadBalancer, TargetGroup },
      })),
    ),
  ]);
  return metrics.map(({ name, counter, stat, dimensions }, n) => ({
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
        Stat: stat,
      },
    } satisfies MetricDataQuery,
  }));
}
