import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { DIMENSION, NAMESPACE } from '../../lambdas/model/backup-drill.ts';

const MINUTE = Duration.minutes(1);

/**
 * A metric of a load balancer. A minute without one has no data, which is no zero
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html).
 */
export const ofLoadBalancer = (LoadBalancer: string, metricName: string, label: string, statistic = 'Sum'): Metric =>
  new Metric({
    ...{ namespace: 'AWS/ApplicationELB', metricName, label, statistic, period: MINUTE },
    dimensionsMap: { LoadBalancer },
  });

/**
 * Errors of the application and of the load balancer, of all requests. `RequestCount` has none that no target was chosen for: what the
 * load balancer itself answered with an error is beside it (same source). Behind the page, which is a 503, it is all of them.
 */
export const errorRate = (requests: Metric, target: Metric, own: Metric, label: string, id: string): MathExpression =>
  new MathExpression({
    expression: `100 * (FILL(t${id}, 0) + FILL(e${id}, 0)) / (FILL(r${id}, 0) + FILL(e${id}, 0))`,
    usingMetrics: { [`r${id}`]: requests, [`t${id}`]: target, [`e${id}`]: own },
    ...{ label, period: MINUTE },
  });

/**
 * Every metric that a search finds: the body does not grow with services, and a restored database is found by its name, which
 * begins with that of the configured one. A search answers with at most 500 of them
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html).
 */
export const found = (query: string, statistic: string): MathExpression =>
  new MathExpression({
    expression: `SEARCH('${query}', '${statistic}', 60)`,
    // Each series keeps the name that it has.
    ...{ label: '', period: MINUTE, usingMetrics: {} },
  });

export const LONGEST = Stats.MAXIMUM;

/** A name as a search finds it in part: its words, all of which must be there. A hyphen would need quotation marks, which ask for all of it. */
export const inPart = (name: string): string => name.split(/[^A-Za-z0-9]+/).join(' ');

/** A metric of a workflow: how its executions began, ended, how long they took. */
export const ofWorkflow = (StateMachineArn: string, metricName: string, label: string, statistic = 'Sum'): Metric =>
  new Metric({
    ...{ namespace: 'AWS/States', metricName, label, statistic, period: Duration.minutes(5) },
    dimensionsMap: { StateMachineArn },
  });

/** What backup drills publish, every hour. */
export const ofBackupDrill = (environment: string, metricName: string, period: Duration, label?: string): Metric =>
  new Metric({
    ...{ namespace: NAMESPACE, metricName, statistic: Stats.MAXIMUM, period },
    ...(label === undefined ? {} : { label }),
    dimensionsMap: { [DIMENSION]: environment },
  });
