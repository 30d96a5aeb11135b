import { CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../aws/client-settings.ts';

const cloudwatch = new CloudWatchClient(clientSettings);

export interface AlarmState {
  readonly value: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  readonly changedAt: string;
}

/** State of each alarm; one that does not exist is absent. At most 100 names a call. */
export async function alarmStates(names: readonly string[]): Promise<Map<string, AlarmState>> {
  const states = new Map<string, AlarmState>();
  for (let from = 0; from < names.length; from += 100) {
    const { MetricAlarms, CompositeAlarms } = await cloudwatch.send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(from, from + 100),
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      }),
    );
    for (const alarm of [...(MetricAlarms ?? []), ...(CompositeAlarms ?? [])]) {
      states.set(alarm.AlarmName ?? '', {
        value: alarm.StateValue ?? 'INSUFFICIENT_DATA',
        reason: alarm.StateReason ?? '',
        changedAt: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
      });
    }
  }
  return states;
}

/** An alarm's history is written within seconds of its event. */
const AROUND_MS = 60_000;

/**
 * Whether CloudWatch itself says that the alarm went to ALARM at about `at`: it still is, or its history says so. An alarm
 * may be back to OK seconds later, and anybody who may put events can forge one.
 */
export async function hasFired(name: string, at: string): Promise<boolean> {
  if ((await alarmStates([name])).get(name)?.value === 'ALARM') return true;
  const when = Date.parse(at);
  const { AlarmHistoryItems } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(when - AROUND_MS),
      EndDate: new Date(when + AROUND_MS),
    }),
  );
  return (AlarmHistoryItems ?? []).some(
    (item) =>
      item.HistorySummary?.endsWith('to ALARM') === true &&
      Math.abs((item.Timestamp?.getTime() ?? 0) - when) <= AROUND_MS,
  );
}
