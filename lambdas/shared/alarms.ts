import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from './client-settings.ts';

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
