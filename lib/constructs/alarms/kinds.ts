import { Duration } from 'aws-cdk-lib';
import {
  type AlarmProps,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IBaseService } from 'aws-cdk-lib/aws-ecs';
import {
  HttpCodeTarget,
  type IApplicationLoadBalancer,
  type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';

/** What an alarm is made from, apart from its name. `alarmDescription` says what it means to whoever it wakes up. */
export type Made = Omit<AlarmProps, 'alarmName'>;

const period = Duration.minutes(1);
const { GREATER_THAN_THRESHOLD, LESS_THAN_THRESHOLD } = ComparisonOperator;
/**
 * The load balancer sends no data point in a minute without a request
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html): nobody was answered
 * badly then. Taken as breaching, a quiet night would roll back; as missing, the alarm would end it in INSUFFICIENT_DATA.
 */
const NOBODY_ASKED = TreatMissingData.NOT_BREACHING;
/**
 * RDS, and ECS with Container Insights, send a data point every minute. Without any nobody knows: the alarm says so
 * (INSUFFICIENT_DATA), and neither rings nor calls it well.
 */
const NOBODY_KNOWS = TreatMissingData.MISSING;

/** Two minutes of three: one bad minute of a deployment elsewhere is none of the application's. */
const TWO_OF_THREE = { evaluationPeriods: 3, datapointsToAlarm: 2 };
/** A task that is replaced, or a job of the night, is over by then. */
const TEN_MINUTES = { evaluationPeriods: 10, datapointsToAlarm: 10 };

/** @param percent of requests that tasks answer with 5xx @param minimum requests a minute below which nothing is concluded */
export function errorRate(loadBalancer: IApplicationLoadBalancer, percent: number, minimum: number): Made {
  const sum = { period, statistic: 'Sum' };
  return {
    ...TWO_OF_THREE,
    alarmDescription: `More than ${percent} % of requests fail, of at least ${minimum} a minute`,
    metric: new MathExpression({
      // The load balancer counts errors only where there are some.
      expression: `IF(requests >= ${minimum}, 100 * FILL(errors, 0) / requests, 0)`,
      usingMetrics: {
        requests: loadBalancer.metrics.requestCount(sum),
        // Of targets: the load balancer's own 503 is also the maintenance page.
        errors: loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
      },
      label: 'Percent of requests that fail',
      period,
    }),
    threshold: percent,
    comparisonOperator: GREATER_THAN_THRESHOLD,
    treatMissingData: NOBODY_ASKED,
  };
}

/** @param seconds that the slowest hundredth of requests takes */
export const tailLatency = (loadBalancer: IApplicationLoadBalancer, seconds: number, minimum: number): Made => ({
  ...TWO_OF_THREE,
  alarmDescription: `One request in a hundred takes more than ${seconds} s, of at least ${minimum} a minute`,
  metric: new MathExpression({
    // Of twenty requests the slowest one would be the hundredth.
    expression: `IF(requests >= ${minimum}, slowest, 0)`,
    usingMetrics: {
      requests: loadBalancer.metrics.requestCount({ period, statistic: 'Sum' }),
      slowest: loadBalancer.metrics.targetResponseTime({ period, statistic: 'p99' }),
    },
    label: 'Seconds of the slowest hundredth',
    period,
  }),
  threshold: seconds,
  comparisonOperator: GREATER_THAN_THRESHOLD,
  treatMissingData: NOBODY_ASKED,
});

/** A group without targets sends none of these: behind a fence of a release, nothing is unhealthy. */
export const unhealthyTargets = (group: IApplicationTargetGroup): Made => ({
  ...{ evaluationPeriods: 3, datapointsToAlarm: 3 },
  alarmDescription: 'A task has not answered its health check for three minutes',
  metric: group.metrics.unhealthyHostCount({ period, statistic: 'Maximum' }),
  threshold: 0,
  comparisonOperator: GREATER_THAN_THRESHOLD,
  treatMissingData: TreatMissingData.NOT_BREACHING,
});

/** Needs Container Insights on the cluster. */
export function tasksBelowDesired(service: IBaseService): Made {
  const count = (metricName: string, statistic: string) =>
    new Metric({
      ...{ namespace: 'ECS/ContainerInsights', metricName, statistic, period },
      dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    });
  return {
    ...TEN_MINUTES,
    alarmDescription: 'Fewer tasks than wanted have run for ten minutes: ECS cannot start or keep them',
    metric: new MathExpression({
      expression: 'desired - running',
      usingMetrics: { desired: count('DesiredTaskCount', 'Maximum'), running: count('RunningTaskCount', 'Minimum') },
      label: 'Tasks that are missing',
      period,
    }),
    threshold: 0,
    comparisonOperator: GREATER_THAN_THRESHOLD,
    treatMissingData: NOBODY_KNOWS,
  };
}

/** @param most connections that the instance is to have: `max_connections` less a reserve */
export const connections = (instance: IDatabaseInstance, most: number): Made => ({
  ...{ evaluationPeriods: 5, datapointsToAlarm: 5 },
  alarmDescription: `More than ${most} connections for five minutes: soon nobody gets one`,
  metric: instance.metricDatabaseConnections({ period, statistic: 'Maximum' }),
  threshold: most,
  comparisonOperator: GREATER_THAN_THRESHOLD,
  treatMissingData: NOBODY_KNOWS,
});

const GIB = 1_073_741_824;

/** @param least GiB that are to be free: a full instance stops (`storage-full`) */
export const storage = (instance: IDatabaseInstance, least: number): Made => ({
  ...{ evaluationPeriods: 5, datapointsToAlarm: 5 },
  alarmDescription: `Less than ${least} GiB of storage are free: a full instance stops`,
  metric: instance.metricFreeStorageSpace({ period, statistic: 'Minimum' }),
  threshold: least * GIB,
  comparisonOperator: LESS_THAN_THRESHOLD,
  treatMissingData: NOBODY_KNOWS,
});

/**
 * The metric is the time since the last transaction that was replayed
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html): while nothing is
 * written it grows, up to the five minutes after which the source closes a log.
 * @param seconds more than 300
 */
export const replicaLag = (replica: IDatabaseInstance, seconds: number): Made => ({
  ...TEN_MINUTES,
  alarmDescription: `The replica is more than ${seconds} s behind for ten minutes: it is read what is no longer so`,
  metric: replica.metric('ReplicaLag', { period, statistic: 'Maximum' }),
  threshold: seconds,
  comparisonOperator: GREATER_THAN_THRESHOLD,
  treatMissingData: NOBODY_KNOWS,
});
