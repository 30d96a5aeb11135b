import type { Alarm } from '../../model/environment.ts';
import { EVALUATED_WITHIN_SECONDS } from '../../model/limits.ts';
import type { AlarmState } from '../alarms.ts';
import type { Input } from './contract.ts';

/**
 * An alarm whose action is a rollback starts it by its own event within seconds. If that event has not come this long after
 * the alarm fired, the release's watch acts itself: a lost event must not leave a bad release alone.
 */
export const EVENT_GRACE_SECONDS = 90;

/**
 * How long an alarm may take to recover after a rollback, whose database may still be cold, and one of which nobody knows how far it looks
 * back. In a release nothing else is excused than the page in an alarm's own window: a bad version is undone minutes sooner.
 */
export const SETTLE_MINUTES = 10;

export interface Watched {
  /** Alarms in ALARM now, those that settle left out. */
  readonly firing: string[];
  /** Alarms that our own page or fence may have rung, and that still may recover: the watch waits for them. */
  readonly settling: string[];
  /** Firing alarms that the release itself must act on. */
  readonly unanswered: string[];
  readonly observed: boolean;
}

type Watching = Pick<Input, 'alarms' | 'ignore' | 'moment' | 'since' | 'afterFence' | 'failOnAlarm'>;

export function watched(input: Watching, states: ReadonlyMap<string, AlarmState>): Watched {
  const now = Date.parse(input.moment.now);
  const looked = input.alarms.filter((alarm) => !input.ignore.includes(alarm.name));
  const changedAt = ({ name }: Alarm): number => Date.parse(states.get(name)?.changedAt ?? input.moment.now);
  // An alarm looks back over its whole window, and the page is in it for as long.
  const looksBack = ({ name }: Alarm): number =>
    (states.get(name)?.windowSeconds ?? SETTLE_MINUTES * 60) + EVALUATED_WITHIN_SECONDS;
  const mayRecover = (alarm: Alarm): boolean =>
    input.afterFence &&
    changedAt(alarm) <= Date.parse(input.since) + looksBack(alarm) * 1_000 &&
    now - Date.parse(input.since) < Math.max(input.failOnAlarm ? 0 : SETTLE_MINUTES * 60, looksBack(alarm)) * 1_000;
  // A suppressed one rings for nobody; if it is still in ALARM when that ends, CloudWatch sends its event.
  const ringing = looked.filter(
    ({ name }) => states.get(name)?.value === 'ALARM' && states.get(name)?.suppressed !== true,
  );
  const firing = ringing.filter((alarm) => !mayRecover(alarm));
  const unanswered = firing.filter(
    (alarm) => alarm.action === 'rollback' && now - changedAt(alarm) > EVENT_GRACE_SECONDS * 1_000,
  );
  return {
    firing: firing.map((alarm) => alarm.name),
    settling: ringing.filter(mayRecover).map((alarm) => alarm.name),
    unanswered: unanswered.map((alarm) => alarm.name),
    observed: looked.some((alarm) => (states.get(alarm.name)?.value ?? 'INSUFFICIENT_DATA') !== 'INSUFFICIENT_DATA'),
  };
}

/** The watch ends when its time is over and no alarm that starts a rollback is firing: a firing one is decided first. */
export const isOver = (
  { since, moment, minutes }: Pick<Input, 'since' | 'moment' | 'minutes'>,
  pending: number,
): boolean => pending === 0 && Date.parse(moment.now) - Date.parse(since) >= minutes * 60_000;

/** Whether an alarm that is watched rang since then and, with automation off, started nothing. @param rang alarm -> when */
export const rangSince = (
  rang: Readonly<Record<string, string>>,
  since: string,
  { alarms, ignore }: Pick<Input, 'alarms' | 'ignore'>,
): boolean => alarms.some(({ name }) => !ignore.includes(name) && Date.parse(rang[name] ?? '') >= Date.parse(since));
