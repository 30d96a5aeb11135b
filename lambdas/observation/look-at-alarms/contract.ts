import type { Alarm, Listener } from '../../model/environment.ts';
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
  /** A release fails on an alarm. A rollback goes on and reports it: a rollback is never rolled back. */
  readonly failOnAlarm: boolean;
  /** Our own page or fence, or the incident itself, may have rung alarms before the watch began: they get time to recover. */
  readonly afterFence: boolean;
  /** `watch.minimumRequests`, and whose requests are counted; null: the alarms' data alone decide what is observed. */
  readonly requests: {
    readonly minimum: number;
    readonly cluster: string;
    readonly services: readonly string[];
    readonly listeners: readonly Listener[];
  } | null;
}

/** @throws AlarmFired */
export interface Output {
  readonly over: boolean;
  readonly firing: readonly string[];
  /** False: no watched alarm had any data, or fewer requests came than configured. A quiet watch then proves nothing. */
  readonly observed: boolean;
}
