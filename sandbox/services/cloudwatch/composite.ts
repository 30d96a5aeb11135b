import type { Alarm, SuppressedBy } from './alarm.ts';
import { change } from './change.ts';
import type { AlarmValue } from './evaluate.ts';
import { evaluateRule } from './rule.ts';
import type { CloudwatchState } from './state.ts';
import { changeSuppression } from './suppression.ts';

/** Brings every composite alarm to what its rule says now; one may look at another, whatever their order. */
export function changeComposites(state: CloudwatchState): void {
  const composites = [...state.alarms.values()].filter(({ type }) => type === 'CompositeAlarm');
  // CloudWatch refuses circles, so each pass settles one level at least.
  for (const _level of composites) {
    for (const alarm of composites) {
      const value = ruledValue(state, String(alarm.properties['AlarmRule']));
      if (value === alarm.value) {
        changeSuppression(state, alarm);
        continue;
      }
      const reason = `${alarm.properties['AlarmRule']} transitioned to ${value}`;
      change(state.kernel, alarm, {
        value,
        reason,
        reasonData: '{}',
        suppressed: value === 'ALARM' ? atFirst(state, alarm) : undefined,
      });
    }
  }
}

/** An alarm that has just gone to ALARM waits for its suppressor, if it has one; when the wait is over, it is looked at again. */
function atFirst(state: CloudwatchState, alarm: Alarm): SuppressedBy | undefined {
  const { ActionsSuppressor, ActionsSuppressorWaitPeriod = 0 } = alarm.properties;
  if (ActionsSuppressor === undefined) return undefined;
  if (state.alarm(String(ActionsSuppressor).split(':alarm:').at(-1) ?? '').value === 'ALARM') return 'Alarm';
  void state.kernel.clock
    .sleep(Number(ActionsSuppressorWaitPeriod) * 1_000, state.closing.signal)
    .then(() => changeSuppression(state, alarm))
    .catch(() => {}); // The sandbox ends.
  return 'WaitPeriod';
}

/** A rule is true or false, so a composite alarm is in ALARM or OK as soon as it exists. */
export const ruledValue = ({ alarms }: CloudwatchState, rule: string): AlarmValue =>
  evaluateRule(rule, (nameOrArn) => alarms.get(nameOrArn.split(':alarm:').at(-1) ?? '')?.value) ? 'ALARM' : 'OK';
