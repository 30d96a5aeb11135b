import type { Alarm } from '../../model/environment.ts';
import type { AlarmState } from '../alarms.ts';

/**
 * An alarm whose action is a rollback starts it by its own event within seconds. The release's watch acts itself only
 * when that event has not come this long after the alarm fired: a lost event must not leave a bad release alone.
 */
export const EVENT_GRACE_SECONDS = 90;

export interface Watched {
  /** Alarms in ALARM now. */
  readonly firing: string[];
  /** Those the release itself must act on. */
  readonly unanswered: string[];
  readonly observed: boolean;
}

export function watched(
  alarms: readonly Alarm[],
  states: ReadonlyMap<string, AlarmState>,
  ignore: readonly string[],
  now: string,
): Watched {
  const looked = alarms.filter((alarm) => !ignore.includes(alarm.name));
  const firing = looked.filter((alarm) => states.get(alarm.name)?.value === 'ALARM');
  const unanswered = firing.filter((alarm) => {
    const changedAt = states.get(alarm.name)?.changedAt ?? now;
    return alarm.action === 'rollback' && Date.parse(now) - Date.parse(changedAt) > EVENT_GRACE_SECONDS * 1_000;
  });
  return {
    firing: firing.map((alarm) => alarm.name),
    unanswered: unanswered.map((alarm) => alarm.name),
    observed: looked.some((alarm) => (states.get(alarm.name)?.value ?? 'INSUFFICIENT_DATA') !== 'INSUFFICIENT_DATA'),
  };
}

/** The watch ends when its time is over and no alarm that rolls back is firing: a firing one is decided first. */
export const isOver = (since: string, now: string, minutes: number, pending: number): boolean =>
  pending === 0 && Date.parse(now) - Date.parse(since) >= minutes * 60_000;
