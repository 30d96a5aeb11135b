import {
  CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmHistoryCommand,
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
  /** A composite alarm whose suppressor keeps its actions back: it does not ring for anybody. */
  readonly suppressed: boolean;
  /** Seconds of data it looks at, `Period` times `EvaluationPeriods`; null: a composite alarm looks at other alarms. */
  readonly windowSeconds: number | null;
  /** Metrics it looks at, each with its namespace: `AWS/ApplicationELB RequestCount`. Of a composite alarm none. */
  readonly metrics: readonly string[];
  /** Names of the alarms that a composite alarm's rule names. */
  readonly children: readonly string[];
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

const stateOf = (alarm: MetricAlarm & CompositeAlarm): AlarmState => ({
  value: alarm.StateValue ?? 'INSUFFICIENT_DATA',
  reason: alarm.StateReason ?? '',
  changedAt: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
  suppressed: 'ActionsSuppressedBy' in alarm && alarm.ActionsSuppressedBy !== undefined,
  windowSeconds: windowOf(alarm),
  metrics: metricsOf(alarm),
  children: 'AlarmRule' in alarm ? namedIn(alarm.AlarmRule ?? '') : [],
});

/** Metric math looks at the longest period of its metrics. */
function windowOf(alarm: MetricAlarm & CompositeAlarm): number | null {
  if (alarm.AlarmRule !== undefined) return null;
  const periods = [alarm.Period, ...(alarm.Metrics ?? []).flatMap((m) => [m.Period, m.MetricStat?.Period])];
  const period = Math.max(0, ...periods.filter((one) => one !== undefined));
  return period * (alarm.EvaluationPeriods ?? 1);
}

const metricsOf = ({ Namespace, MetricName, Metrics = [] }: MetricAlarm): string[] =>
  [{ Namespace, MetricName }, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric ?? {})]
    .filter((metric) => metric.MetricName !== undefined)
    .map((metric) => `${metric.Namespace ?? ''} ${metric.MetricName}`);

/** `ALARM("a") OR OK(arn:…:alarm:b)`: names, or their ARNs. */
const namedIn = (rule: string): string[] =>
  [...rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|([^)\s]+))\s*\)/g)].map(
    ([, quoted, bare]) => (quoted ?? bare ?? '').split(':alarm:').at(-1) ?? '',
  );

/** The alarms, and those that composite ones among them look at, level by level. */
export async function alarmsWithChildren(names: readonly string[]): Promise<Map<string, AlarmState>> {
  const all = new Map<string, AlarmState>();
  let next = names;
  // A composite alarm may look at composite ones; circles are refused by CloudWatch.
  while (next.length > 0) {
    const found = await alarmStates(next);
    for (const [name, state] of found) all.set(name, state);
    next = [...new Set([...found.values()].flatMap(({ children }) => children))].filter(
      (name) => !all.has(name) && !next.includes(name),
    );
  }
  return all;
}

/** What an alarm looks at. Of a composite one: the most seconds, and all metrics, of the alarms below it. */
export interface Look {
  readonly windowSeconds: number;
  readonly metrics: readonly string[];
}

export async function lookOfAlarm(name: string): Promise<Look> {
  const all = [...(await alarmsWithChildren([name])).values()];
  return {
    windowSeconds: Math.max(0, ...all.map(({ windowSeconds }) => windowSeconds ?? 0)),
    metrics: all.flatMap(({ metrics }) => metrics),
  };
}

/** As {@link alarmStates}. Of a composite alarm that rings, the window is the longest of those below it; null: none of them is known. */
export async function statesWithWindows(names: readonly string[]): Promise<Map<string, AlarmState>> {
  const states = await alarmStates(names);
  const composite = [...states].filter(([, { value, windowSeconds }]) => value === 'ALARM' && windowSeconds === null);
  for (const [name, state] of composite) {
    const { windowSeconds } = await lookOfAlarm(name);
    states.set(name, { ...state, windowSeconds: windowSeconds > 0 ? windowSeconds : null });
  }
  return states;
}

/** An alarm's history is written within seconds of its event. */
const AROUND_MS = 60_000;

/**
 * Whether CloudWatch itself says that the alarm went to ALARM at about `at`: by its state or by its history. An alarm may be
 * back to OK seconds later, and anybody who may put events can forge one.
 */
export async function hasFired(name: string, at: string): Promise<boolean> {
  if ((await alarmStates([name])).get(name)?.value === 'ALARM') return true;
  const when = Date.parse(at);
  return await rangBetween(name, new Date(when - AROUND_MS), new Date(when + AROUND_MS));
}

/** A change of an alarm's state, as its history has it. */
export interface AlarmChange {
  readonly alarm: string;
  readonly at: string;
  /** `Alarm updated from OK to ALARM` */
  readonly what: string;
}

/** The newest changes of the alarm in that time, as many as CloudWatch gives at once; oldest first. */
export async function alarmChanges(name: string, from: Date, to: Date): Promise<AlarmChange[]> {
  const { AlarmHistoryItems = [] } = await cloudwatch.send(
    new DescribeAlarmHistoryCommand({
      ...{ AlarmName: name, AlarmTypes: [...BOTH_TYPES], HistoryItemType: 'StateUpdate' },
      ...{ StartDate: from, EndDate: to, ScanBy: 'TimestampDescending' },
    }),
  );
  return AlarmHistoryItems.map(({ Timestamp, HistorySummary = '' }) => ({
    ...{ alarm: name, at: (Timestamp ?? from).toISOString(), what: HistorySummary },
  })).reverse();
}

/** Whether the alarm went to ALARM in that time, by CloudWatch's own history. */
export async function rangBetween(name: string, from: Date, to: Date): Promise<boolean> {
  // CloudWatch gives the history of composite alarms only when asked for it.
  const pages = paginateDescribeAlarmHistory(
    { client: cloudwatch },
    {
      AlarmName: name,
      AlarmTypes: [...BOTH_TYPES],
      HistoryItemType: 'StateUpdate',
      StartDate: from,
      EndDate: to,
    },
  );
  for await (const { AlarmHistoryItems } of pages) {
    const fired = (AlarmHistoryItems ?? []).some(
      (item) =>
        item.HistorySummary?.endsWith('to ALARM') === true &&
        (item.Timestamp?.getTime() ?? 0) >= from.getTime() &&
        (item.Timestamp?.getTime() ?? 0) <= to.getTime(),
    );
    if (fired) return true;
  }
  return false;
}
