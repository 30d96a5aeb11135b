import type { AlarmHistoryItem, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Properties } from '../../kernel/resource.ts';
import type { AlarmValue, Thresholds } from './evaluate.ts';
import type { Metric } from './metrics.ts';

/** An alarm of the template, and its state. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly properties: Properties;
  readonly metrics: readonly Metric[];
  /** Virtual ms. */
  readonly period: number;
  value: AlarmValue;
  reason: string;
  changedAt: number;
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

/** An alarm as DescribeAlarms gives it. */
export function describeAlarm({ name, arn, properties, value, reason, changedAt }: Alarm): MetricAlarm {
  return {
    AlarmName: name,
    AlarmArn: arn,
    AlarmDescription: properties['AlarmDescription'],
    StateValue: value,
    StateReason: reason,
    StateUpdatedTimestamp: new Date(changedAt),
    StateTransitionedTimestamp: new Date(changedAt),
    ActionsEnabled: properties['ActionsEnabled'] ?? true,
    Threshold: Number(properties['Threshold']),
    EvaluationPeriods: Number(properties['EvaluationPeriods'] ?? 1),
    ComparisonOperator: properties['ComparisonOperator'],
    AlarmActions: properties['AlarmActions'] ?? [],
    OKActions: properties['OKActions'] ?? [],
  };
}
