import * as cw from '@aws-sdk/client-cloudwatch';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Kernel, Measurement } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { type AlarmValue, evaluate } from './evaluate.ts';
import { evaluateExpression } from './expression.ts';
import { type Metric, metricsOf } from './metrics.ts';
import { MetricStore } from './store.ts';

interface AlarmState {
  readonly name: string;
  readonly arn: string;
  readonly properties: Properties;
  readonly metrics: readonly Metric[];
  readonly period: number;
  value: AlarmValue;
  reason: string;
  changedAt: number;
  readonly history: cw.AlarmHistoryItem[];
}

export interface CloudWatch extends ServiceModel<typeof cw> {
  measure(measurement: Measurement): void;
}

/** A metric of the last seconds may still be on its way: CloudWatch evaluates what is this old. Virtual ms. */
const SETTLED_MS = 5_000;

/** Metrics, and alarms evaluated from them at the end of every period. */
export function createCloudwatch(kernel: Kernel): CloudWatch {
  const store = new MetricStore();
  const alarms = new Map<string, AlarmState>();
  const closing = new AbortController();

  const points = (alarm: AlarmState, end: number): (number | undefined)[] => {
    const count = Number(alarm.properties['EvaluationPeriods'] ?? 1);
    return Array.from({ length: count }, (_, index) => {
      const from = end - (count - index) * alarm.period;
      const value = (id: string): number | undefined => {
        const metric = alarm.metrics.find((m) => m.id === id);
        if (metric === undefined) throw new Error(`The alarm ${alarm.name} has no metric "${id}".`);
        if (metric.expression !== undefined) return evaluateExpression(metric.expression, value);
        return store.statistic(
          metric.namespace,
          metric.name,
          metric.dimensions,
          metric.statistic,
          from,
          from + alarm.period,
        );
      };
      return value((alarm.metrics.find((m) => m.returns) ?? alarm.metrics[0])?.id ?? '');
    });
  };

  const change = (alarm: AlarmState, value: AlarmValue, reason: string, reasonData: string): void => {
    const previous = { value: alarm.value, reason: alarm.reason, timestamp: stamp(alarm.changedAt) };
    alarm.value = value;
    alarm.reason = reason;
    alarm.changedAt = kernel.clock.now();
    alarm.history.unshift({
      AlarmName: alarm.name,
      Timestamp: new Date(alarm.changedAt),
      HistoryItemType: 'StateUpdate',
      HistorySummary: `Alarm updated from ${previous.value} to ${value}`,
    });
    kernel.publish({
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      resources: [alarm.arn],
      detail: {
        alarmName: alarm.name,
        state: { value, reason, reasonData, timestamp: stamp(alarm.changedAt) },
        previousState: previous,
        configuration: {
          description: alarm.properties['AlarmDescription'] ?? '',
          metrics: alarm.metrics.map((m) => ({
            id: m.id,
            returnData: m.returns,
            ...(m.expression ? { expression: m.expression } : {}),
          })),
        },
      },
    });
    const actions: string[] =
      value === 'ALARM'
        ? (alarm.properties['AlarmActions'] ?? [])
        : value === 'OK'
          ? (alarm.properties['OKActions'] ?? [])
          : [];
    if (alarm.properties['ActionsEnabled'] === false) return;
    for (const action of actions) {
      const message = {
        AlarmName: alarm.name,
        AlarmDescription: alarm.properties['AlarmDescription'] ?? null,
        AWSAccountId: kernel.account,
        NewStateValue: value,
        NewStateReason: reason,
        StateChangeTime: stamp(alarm.changedAt),
        Region: kernel.region,
        AlarmArn: alarm.arn,
        OldStateValue: previous.value,
      };
      kernel
        .deliver(action, message, {
          arn: 'cloudwatch.amazonaws.com',
          service: 'cloudwatch.amazonaws.com',
          context: { 'aws:SourceArn': alarm.arn },
        })
        .catch((error: Error) => kernel.log(`The alarm ${alarm.name} could not act: ${error.message}`));
    }
  };

  const watch = async (alarm: AlarmState): Promise<void> => {
    for (;;) {
      const now = kernel.clock.now() - SETTLED_MS;
      const end = Math.floor(now / alarm.period) * alarm.period + alarm.period;
      await kernel.clock.sleep(end + SETTLED_MS - kernel.clock.now(), closing.signal);
      const seen = points(alarm, end);
      const t = {
        threshold: Number(alarm.properties['Threshold']),
        comparison: String(alarm.properties['ComparisonOperator']),
        datapointsToAlarm: Number(alarm.properties['DatapointsToAlarm'] ?? alarm.properties['EvaluationPeriods'] ?? 1),
        treatMissingData: String(alarm.properties['TreatMissingData'] ?? 'missing'),
      };
      const value = evaluate(seen, alarm.value, t);
      if (value === alarm.value) continue;
      const shown = seen.map((point) => (point === undefined ? 'no data' : String(Math.round(point * 100) / 100)));
      change(
        alarm,
        value,
        `Threshold Crossed: ${seen.length} datapoints [${shown.join(', ')}] against the threshold (${t.threshold}).`,
        JSON.stringify({ version: '1.0', recentDatapoints: seen, threshold: t.threshold }),
      );
    }
  };

  const describe = (alarm: AlarmState): cw.MetricAlarm => ({
    AlarmName: alarm.name,
    AlarmArn: alarm.arn,
    AlarmDescription: alarm.properties['AlarmDescription'],
    StateValue: alarm.value,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.changedAt),
    StateTransitionedTimestamp: new Date(alarm.changedAt),
    ActionsEnabled: alarm.properties['ActionsEnabled'] ?? true,
    Threshold: Number(alarm.properties['Threshold']),
    EvaluationPeriods: Number(alarm.properties['EvaluationPeriods'] ?? 1),
    ComparisonOperator: alarm.properties['ComparisonOperator'],
    AlarmActions: alarm.properties['AlarmActions'] ?? [],
    OKActions: alarm.properties['OKActions'] ?? [],
  });

  return {
    signingName: 'monitoring',
    module: cw,
    measure: (measurement) => store.add(measurement, kernel.clock.now()),
    async close() {
      closing.abort();
    },
    access: {
      DescribeAlarms: () => [{ action: 'cloudwatch:DescribeAlarms', resource: '*' }],
      DescribeAlarmHistory: (i: never) => [
        { action: 'cloudwatch:DescribeAlarmHistory', resource: arnOf((i as { AlarmName?: string }).AlarmName ?? '*') },
      ],
      SetAlarmState: (i: never) => [
        { action: 'cloudwatch:SetAlarmState', resource: arnOf((i as { AlarmName: string }).AlarmName) },
      ],
      DisableAlarmActions: (i: never) => onAlarms('DisableAlarmActions', i),
      EnableAlarmActions: (i: never) => onAlarms('EnableAlarmActions', i),
      PutMetricData: () => [{ action: 'cloudwatch:PutMetricData', resource: '*' }],
    },
    handlers: {
      DescribeAlarms({ AlarmNames, AlarmNamePrefix, StateValue }) {
        const found = [...alarms.values()].filter(
          (a) =>
            (AlarmNames === undefined || AlarmNames.includes(a.name)) &&
            a.name.startsWith(AlarmNamePrefix ?? '') &&
            (StateValue === undefined || a.value === StateValue),
        );
        return { MetricAlarms: found.map(describe), CompositeAlarms: [] };
      },
      DescribeAlarmHistory({ AlarmName, HistoryItemType, StartDate, EndDate, ScanBy, MaxRecords = 100 }) {
        const found = [...alarms.values()]
          .filter((a) => AlarmName === undefined || a.name === AlarmName)
          .flatMap((a) => a.history)
          .filter(
            (item) =>
              (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
              time(item) >= (StartDate?.getTime() ?? 0) &&
              time(item) <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
          )
          .sort((a, b) => (ScanBy === 'TimestampAscending' ? time(a) - time(b) : time(b) - time(a)));
        return { AlarmHistoryItems: found.slice(0, MaxRecords) };
      },
      SetAlarmState({ AlarmName = '', StateValue, StateReason = '', StateReasonData = '{}' }) {
        const alarm = alarms.get(AlarmName);
        if (alarm === undefined)
          throw new cw.ResourceNotFound({ message: `There is no alarm ${AlarmName}`, $metadata: {} });
        if (StateValue !== undefined && StateValue !== alarm.value)
          change(alarm, StateValue, StateReason, StateReasonData);
        return {};
      },
      DisableAlarmActions({ AlarmNames = [] }) {
        act(AlarmNames, false);
        return {};
      },
      EnableAlarmActions({ AlarmNames = [] }) {
        act(AlarmNames, true);
        return {};
      },
      PutMetricData({ Namespace = '', MetricData = [] }) {
        for (const datum of MetricData) {
          const dimensions = Object.fromEntries((datum.Dimensions ?? []).map((d) => [d.Name ?? '', d.Value ?? '']));
          store.add(
            { namespace: Namespace, metric: datum.MetricName ?? '', dimensions, value: datum.Value ?? 0 },
            kernel.clock.now(),
          );
        }
        return {};
      },
    },
    resources: {
      'AWS::CloudWatch::Alarm': (properties, { generatedName }) => {
        const name: string = properties['AlarmName'] ?? generatedName;
        const metrics = metricsOf(properties);
        const seconds = Math.max(...metrics.map((m) => m.period), 10);
        const alarm: AlarmState = {
          name,
          arn: arnOf(name),
          properties,
          metrics,
          period: seconds * 1_000,
          value: 'INSUFFICIENT_DATA',
          reason: 'Unchecked: Initial alarm creation',
          changedAt: kernel.clock.now(),
          history: [],
        };
        alarms.set(name, alarm);
        watch(alarm).catch((error: Error) => {
          if (!closing.signal.aborted) kernel.log(`The alarm ${name} is no longer evaluated: ${error.message}`);
        });
        return { ref: name, attributes: { Arn: alarm.arn } };
      },
    },
  };

  function onAlarms(action: string, { AlarmNames = [] }: { AlarmNames?: string[] }): AccessCheck[] {
    return AlarmNames.map((name) => ({ action: `cloudwatch:${action}`, resource: arnOf(name) }));
  }
  /** Actions alone: an alarm goes on changing its state, and EventBridge goes on hearing of it. */
  function act(names: readonly string[], enabled: boolean): void {
    for (const name of names) {
      const alarm = alarms.get(name);
      if (alarm !== undefined) alarm.properties['ActionsEnabled'] = enabled;
    }
  }
  function arnOf(name: string): string {
    return `arn:aws:cloudwatch:${kernel.region}:${kernel.account}:alarm:${name}`;
  }
}

const time = ({ Timestamp }: cw.AlarmHistoryItem): number => Timestamp?.getTime() ?? 0;
const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
