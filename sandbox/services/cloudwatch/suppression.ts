import type { Alarm, SuppressedBy } from './alarm.ts';
import { change } from './change.ts';
import type { CloudwatchState } from './state.ts';

/**
 * What keeps a composite alarm's actions back now: its suppressor, the wait for it, or the time after it
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_CompositeAlarm.html).
 */
export function suppressedBy(state: CloudwatchState, alarm: Alarm): SuppressedBy | undefined {
  const { ActionsSuppressor, ActionsSuppressorWaitPeriod = 0, ActionsSuppressorExtensionPeriod = 0 } = alarm.properties;
  if (ActionsSuppressor === undefined || alarm.value !== 'ALARM') return undefined;
  const suppressor = state.alarm(String(ActionsSuppressor).split(':alarm:').at(-1) ?? '');
  if (suppressor.value === 'ALARM') return 'Alarm';
  const now = state.kernel.clock.now();
  const leftInTime = now - suppressor.changedAt < Number(ActionsSuppressorExtensionPeriod) * 1_000;
  if (alarm.suppressed !== undefined && alarm.suppressed !== 'WaitPeriod' && leftInTime) return 'ExtensionPeriod';
  return now - alarm.changedAt < Number(ActionsSuppressorWaitPeriod) * 1_000 && alarm.suppressed !== undefined
    ? 'WaitPeriod'
    : undefined;
}

/** A change of what keeps the actions back is a transition from ALARM to ALARM, with an event of its own. */
export function changeSuppression(state: CloudwatchState, alarm: Alarm): void {
  const now = suppressedBy(state, alarm);
  if (now === alarm.suppressed || alarm.value !== 'ALARM') return;
  change(state.kernel, alarm, { value: 'ALARM', reason: alarm.reason, reasonData: '{}', suppressed: now });
}
