import type { Kernel } from '../../kernel/kernel.ts';
import type { Alarm, SuppressedBy } from './alarm.ts';
import type { AlarmValue } from './evaluate.ts';

/** A new state of an alarm, and why. */
export interface Change {
  readonly value: AlarmValue;
  readonly reason: string;
  /** JSON. */
  readonly reasonData: string;
  /** What keeps the actions of a composite alarm back from now on. */
  readonly suppressed?: SuppressedBy | undefined;
}

/** Changes an alarm's state: in its history, for EventBridge, and by its actions unless they are disabled. */
export function change(kernel: Kernel, alarm: Alarm, { value, reason, reasonData, suppressed }: Change): void {
  const before = { value: alarm.value, reason: alarm.reason, timestamp: stamp(alarm.changedAt) };
  const previous = { ...before, ...suppression(alarm.suppressed) };
  alarm.suppressed = suppressed;
  alarm.value = value;
  alarm.reason = reason;
  alarm.changedAt = kernel.clock.now();
  alarm.history.unshift({
    AlarmName: alarm.name,
    AlarmType: alarm.type,
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
      state: { value, reason, reasonData, timestamp: stamp(alarm.changedAt), ...suppression(suppressed) },
      previousState: previous,
      configuration: {
        description: alarm.properties['AlarmDescription'] ?? '',
        ...(alarm.type === 'CompositeAlarm'
          ? { alarmRule: alarm.properties['AlarmRule'] }
          : {
              metrics: alarm.metrics.map((m) => ({
                id: m.id,
                returnData: m.returns,
                ...(m.expression ? { expression: m.expression } : {}),
              })),
            }),
      },
    },
  });
  if (suppressed === undefined) act(kernel, alarm, previous.value);
}

const suppression = (by: SuppressedBy | undefined) =>
  by === undefined ? {} : { actionsSuppressedBy: by, actionsSuppressedReason: `Actions suppressed by ${by}` };

function act(kernel: Kernel, alarm: Alarm, before: AlarmValue): void {
  if (alarm.properties['ActionsEnabled'] === false) return;
  for (const action of actionsOf(alarm)) {
    const message = {
      AlarmName: alarm.name,
      AlarmDescription: alarm.properties['AlarmDescription'] ?? null,
      AWSAccountId: kernel.account,
      NewStateValue: alarm.value,
      NewStateReason: alarm.reason,
      StateChangeTime: stamp(alarm.changedAt),
      Region: kernel.region,
      AlarmArn: alarm.arn,
      OldStateValue: before,
    };
    const service = 'cloudwatch.amazonaws.com';
    kernel
      .deliver(action, message, { arn: service, service, context: { 'aws:SourceArn': alarm.arn } })
      .catch((error: Error) => kernel.log(`The alarm ${alarm.name} could not act: ${error.message}`));
  }
}

function actionsOf({ value, properties }: Alarm): readonly string[] {
  if (value === 'ALARM') return properties['AlarmActions'] ?? [];
  return value === 'OK' ? (properties['OKActions'] ?? []) : [];
}

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
