import type * as cw from '@aws-sdk/client-cloudwatch';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { CloudwatchState } from './state.ts';

export const metricOperations = (state: CloudwatchState): Operations<typeof cw> => ({
  PutMetricData: {
    // Without a resource level; a policy may bind it to a namespace
    // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html).
    access: ({ Namespace = '' }) => [
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': Namespace } },
    ],
    handle({ Namespace: namespace = '', MetricData = [] }) {
      for (const { MetricName: metric = '', Dimensions = [], Value: value = 0 } of MetricData) {
        const dimensions = Object.fromEntries(Dimensions.map((d) => [d.Name ?? '', d.Value ?? '']));
        state.measure({ namespace, metric, dimensions, value });
      }
      return {};
    },
  },

  GetMetricData: {
    access: onEverything('cloudwatch:GetMetricData'),
    handle: ({ MetricDataQueries = [], StartTime, EndTime }) => ({
      MetricDataResults: MetricDataQueries.map((query) => resultOf(state, query, StartTime, EndTime)),
    }),
  },
});

/**
 * Period by period, newest first; a period without a measurement has no value, and a start is rounded down to a whole minute
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
function resultOf(
  state: CloudwatchState,
  { Id, MetricStat, Expression }: cw.MetricDataQuery,
  start = new Date(0),
  end = new Date(0),
): cw.MetricDataResult {
  if (Expression !== undefined || MetricStat === undefined)
    throw new WireError('ValidationError', 'The sandbox plays no metric math in GetMetricData.', 400);
  if (start >= end)
    throw new WireError('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.', 400);
  const { Metric: { Namespace = '', MetricName = '', Dimensions = [] } = {}, Stat = '', Period = 60 } = MetricStat;
  const metric = {
    ...{ id: Id ?? '', returns: true, namespace: Namespace, name: MetricName, statistic: Stat },
    dimensions: Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value])),
  };
  const found: { at: number; value: number }[] = [];
  for (let at = Math.floor(start.getTime() / 60_000) * 60_000; at < end.getTime(); at += Period * 1_000) {
    const value = state.store.statistic(metric, at, at + Period * 1_000);
    if (value !== undefined) found.unshift({ at, value });
  }
  return {
    Id,
    Label: MetricName,
    Timestamps: found.map(({ at }) => new Date(at)),
    Values: found.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}
