import type { Alarm } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';

export const ALARM_FIRED = 'AlarmFired';

export interface Input {
  readonly moment: Moment;
  /** When the watch began. */
  readonly since: string;
  readonly minutes: number;
  readonly alarms: readonly Alarm[];
  /** Alarms that were firing before and were excused. */
  readonly ignore: readonly string[];
  /** A release fails on an alarm; a rollback goes on and tells (never roll back a rollback). */
  readonly failOnAlarm: boolean;
}

/** @throws AlarmFired */
export interface Output {
  readonly over: boolean;
  readonly firing: readonly string[];
  /** False: no watched alarm had any data; a quiet watch then proves nothing. */
  readonly observed: boolean;
}
