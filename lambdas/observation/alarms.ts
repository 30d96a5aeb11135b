import {
  CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../aws/client-settings.ts';

const cloudwatch = new CloudWatchClient(clientSettings);

/** CloudWatch answers about metric alarms only, unless composite ones are asked for. */
const BOTH_TYPES = ['MetricAlarm', 'CompositeAlarm'] as const;

export interface AlarmState {
  readonly value: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
  readonly changedAt: string;
}

/** Most names that DescribeAlarms takes. */
const AT_ONCE = 100;

/** State of each alarm; one that does not exist is absent. */
export async function alarmStates(names: readonly string[]): Promise<Map<string, AlarmState>> {
  const states = new Map<string, AlarmState>();
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const asked = { AlarmNames: names.slice(from, from + AT_ONCE), AlarmTypes: [...BOTH_TYPES] };
    // A page holds 50 unless more are asked for.
    for await (const page of paginateDescribeAlarms({ client: cloudwatch, pageSize: AT_ONCE }, asked))
      for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])])
        states.set(alarm.AlarmName ?? '', stateOf(alarm));
  }
  return states;
}

const stateOf = (alarm: MetricAlarm | CompositeAlarm): AlarmState => ({
  value: alarm.StateValue ?? 'INSUFFICIENT_DATA',
  reason: alarm.StateReason ?? '',
  changedAt: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
});

/** An alarm's history is written within seconds of its event. */
const AROUND_MS = 60_000;

/**
 * Whether CloudWatch itself says that the alarm went to ALARM at about `at`: by its state or by its history. An alarm may be
 * back to OK seconds later, and anybody who may put events can forge one.
 */
export async function hasFired(name: string, at: string): Promise<boolean> {
  if ((await alarmStates([name])).get(name)?.value === 'ALARM') return true;
  const when = Date.parse(at);
  // CloudWatch gives the history of composite alarms only when asked for it.
  const pages = paginateDescribeAlarmHistory(
    { client: cloudwatch },
    {
      AlarmName: name,
      AlarmTypes: [...BOTH_TYPES],
      HistoryItemType: 'StateUpdate',
      StartDate: new Date(when - AROUND_MS),
      EndDate: new Date(when + AROUND_MS),
    },
  );
  for await (const { AlarmHistoryItems } of pages) {
    const fired = (AlarmHistoryItems ?? []).some(
      (item) =>
        item.HistorySummary?.endsWith('to ALARM') === true &&
        Math.abs((item.Timestamp?.getTime() ?? 0) - when) <= AROUND_MS,
    );
    if (fired) return true;
  }
  return false;
}
