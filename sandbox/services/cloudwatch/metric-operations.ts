import type * as cw from '@aws-sdk/client-cloudwatch';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { CloudwatchState } from './state.ts';

export const metricOperations = (state: CloudwatchState): Operations<typeof cw> => ({
  PutMetricData: {
    access: onEverything('cloudwatch:PutMetricData'),
    handle({ Namespace: namespace = '', MetricData = [] }) {
      for (const { MetricName: metric = '', Dimensions = [], Value: value = 0 } of MetricData) {
        const dimensions = Object.fromEntries(Dimensions.map((d) => [d.Name ?? '', d.Value ?? '']));
        state.measure({ namespace, metric, dimensions, value });
      }
      return {};
    },
  },
});
