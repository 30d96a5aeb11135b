import { change } from './change.ts';
import type { AlarmValue } from './evaluate.ts';
import { evaluateRule } from './rule.ts';
import type { CloudwatchState } from './state.ts';

/** Brings every composite alarm to what its rule says now; one may look at another, whatever their order. */
export function changeComposites(state: CloudwatchState): void {
  const composites = [...state.alarms.values()].filter(({ type }) => type === 'CompositeAlarm');
  // CloudWatch refuses circles, so each pass settles one level at least.
  for (const _level of composites) {
    for (const alarm of composites) {
      const value = ruledValue(state, String(alarm.properties['AlarmRule']));
      if (value === alarm.value) continue;
      const reason = `${alarm.properties['AlarmRule']} transitioned to ${value}`;
      change(state.kernel, alarm, { value, reason, reasonData: '{}' });
    }
  }
}

/** A rule is true or false, so a composite alarm is in ALARM or OK as soon as it exists. */
export const ruledValue = ({ alarms }: CloudwatchState, rule: string): AlarmValue =>
  evaluateRule(rule, (nameOrArn) => alarms.get(nameOrArn.split(':alarm:').at(-1) ?? '')?.value) ? 'ALARM' : 'OK';
