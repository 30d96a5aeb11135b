import type { AlarmHistoryItem, AlarmType, CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Properties } from '../../kernel/resource.ts';
import type { AlarmValue, Thresholds } from './evaluate.ts';
import type { Metric } from './metrics.ts';

export type SuppressedBy = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod';

/** An alarm of the template, and its state. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly properties: Properties;
  readonly type: AlarmType;
  /** Of a composite alarm none: it looks at other alarms. */
  readonly metrics: readonly Metric[];
  /** Virtual ms. */
  readonly period: number;
  value: AlarmValue;
  reason: string;
  changedAt: number;
  /** Of a composite alarm: what keeps its actions back. */
  suppressed?: SuppressedBy | undefined;
  /** Newest first. */
  readonly history: AlarmHistoryItem[];
}

export function thresholdsOf({ properties }: Alarm): Thresholds {
  return {
    threshold: Number(properties['Threshold']),
    comparison: String(properties['ComparisonOperator']),
    datapointsToAlarm: Number(properties['DatapointsToAlarm'] ?? properties['EvaluationPeriods'] ?? 1),
    treatMissingData: String(properties['TreatMissingData'] ?? 'missing'),
  };
}

/** What DescribeAlarms gives of an alarm of either type. */
function describe({ name, arn, properties, value, reason, changedAt }: Alarm): MetricAlarm & CompositeAlarm {
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: properties['AlarmDescription'],
    StateValue: value,
    StateReason: reason,
    StateUpdatedTimestamp: new Date(changedAt),
    StateTransitionedTimestamp: new Date(changedAt),
    ActionsEnabled: properties['ActionsEnabled'] ?? true,
    AlarmActions: properties['AlarmActions'] ?? [],
    OKActions: properties['OKActions'] ?? [],
  };
}

export function describeMetricAlarm(alarm: Alarm): MetricAlarm {
  const { properties } = alarm;
  return {
    ...describe(alarm),
    Threshold: Number(properties['Threshold']),
    EvaluationPeriods: Number(properties['EvaluationPeriods'] ?? 1),
    ComparisonOperator: properties['ComparisonOperator'],
    ...(properties['Metrics'] === undefined
      ? {
          Namespace: properties['Namespace'],
          MetricName: properties['MetricName'],
          Period: Number(properties['Period']),
        }
      : { Metrics: properties['Metrics'] as NonNullable<MetricAlarm['Metrics']> }),
  };
}

export const describeCompositeAlarm = (alarm: Alarm): CompositeAlarm => ({
  ...describe(alarm),
  AlarmRule: alarm.properties['AlarmRule'],
  ...(alarm.suppressed && { ActionsSuppressedBy: alarm.suppressed }),
});
