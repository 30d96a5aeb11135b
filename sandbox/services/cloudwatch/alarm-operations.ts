import type * as cw from '@aws-sdk/client-cloudwatch';
import { type AccessCheck, onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { describeCompositeAlarm, describeMetricAlarm } from './alarm.ts';
import { change } from './change.ts';
import { changeComposites } from './composite.ts';
import { page } from './page.ts';
import type { CloudwatchState } from './state.ts';

export const alarmOperations = (state: CloudwatchState): Operations<typeof cw> => ({
  DescribeAlarms: {
    access: onEverything('cloudwatch:DescribeAlarms'),
    handle({ AlarmNames, AlarmTypes = ['MetricAlarm'], AlarmNamePrefix = '', StateValue, MaxRecords = 50, NextToken }) {
      const found = [...state.alarms.values()].filter(
        ({ name, type, value }) =>
          AlarmTypes.includes(type) &&
          (AlarmNames === undefined || AlarmNames.includes(name)) &&
          name.startsWith(AlarmNamePrefix) &&
          (StateValue === undefined || value === StateValue),
      );
      const { items, ...more } = page(found, MaxRecords, NextToken);
      return {
        MetricAlarms: items.filter(({ type }) => type === 'MetricAlarm').map(describeMetricAlarm),
        CompositeAlarms: items.filter(({ type }) => type === 'CompositeAlarm').map(describeCompositeAlarm),
        ...more,
      };
    },
  },

  SetAlarmState: {
    access: ({ AlarmName = '' }) => [onAlarm(state, 'SetAlarmState', AlarmName)],
    handle({ AlarmName = '', StateValue, StateReason = '', StateReasonData = '{}' }) {
      const alarm = state.alarm(AlarmName);
      if (StateValue !== undefined && StateValue !== alarm.value) {
        change(state.kernel, alarm, { value: StateValue, reason: StateReason, reasonData: StateReasonData });
        changeComposites(state);
      }
      return {};
    },
  },

  DisableAlarmActions: {
    access: ({ AlarmNames = [] }) => AlarmNames.map((name) => onAlarm(state, 'DisableAlarmActions', name)),
    handle({ AlarmNames = [] }) {
      enableActions(state, AlarmNames, false);
      return {};
    },
  },

  EnableAlarmActions: {
    access: ({ AlarmNames = [] }) => AlarmNames.map((name) => onAlarm(state, 'EnableAlarmActions', name)),
    handle({ AlarmNames = [] }) {
      enableActions(state, AlarmNames, true);
      return {};
    },
  },
});

export const onAlarm = (state: CloudwatchState, action: string, name: string): AccessCheck => ({
  action: `cloudwatch:${action}`,
  resource: state.arnOf(name),
});

/** Only the actions: an alarm goes on changing its state, and EventBridge goes on getting its events. */
function enableActions({ alarms }: CloudwatchState, names: readonly string[], enabled: boolean): void {
  for (const name of names) {
    const alarm = alarms.get(name);
    if (alarm !== undefined) alarm.properties['ActionsEnabled'] = enabled;
  }
}
