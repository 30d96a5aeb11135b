import type { Schedule } from '../model/environment.ts';
import { seeRule, switchRule } from './event-rule.ts';
import type { SeenSchedule } from './schedule.ts';
import { seeSchedulerSchedule, switchSchedulerSchedule } from './scheduler-schedule.ts';

/** Undefined: there is none of that name. */
export const seeSchedule = (schedule: Schedule): Promise<SeenSchedule | undefined> =>
  orGone(() => (schedule.kind === 'rule' ? seeRule(schedule) : seeSchedulerSchedule(schedule)));

/** Lets it start jobs again, or no more. One that is gone starts none. */
export async function switchSchedule(schedule: Schedule, to: 'on' | 'off'): Promise<void> {
  await orGone(() => (schedule.kind === 'rule' ? switchRule(schedule, to) : switchSchedulerSchedule(schedule, to)));
}

async function orGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
