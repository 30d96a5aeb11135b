import type * as cw from '@aws-sdk/client-cloudwatch';
import type { Operations } from '../../kernel/operation.ts';
import { onAlarm } from './alarm-operations.ts';
import { page } from './page.ts';
import type { CloudwatchState } from './state.ts';

export const historyOperations = (state: CloudwatchState): Operations<typeof cw> => ({
  DescribeAlarmHistory: {
    // Of composite alarms nothing is told to a permission on less than every alarm.
    access: ({ AlarmName = '*', AlarmTypes = [] }) =>
      AlarmTypes.includes('CompositeAlarm')
        ? [{ action: 'cloudwatch:DescribeAlarmHistory', resource: '*' }]
        : [onAlarm(state, 'DescribeAlarmHistory', AlarmName)],
    handle({ AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate, ScanBy, ...asked }) {
      const { MaxRecords = 100, NextToken } = asked;
      const found = [...state.alarms.values()]
        .filter(({ name, type }) => AlarmTypes.includes(type) && (AlarmName === undefined || name === AlarmName))
        .flatMap(({ history }) => history)
        .filter(
          (item) =>
            (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
            time(item) >= (StartDate?.getTime() ?? 0) &&
            time(item) <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
        )
        .sort((a, b) => (ScanBy === 'TimestampAscending' ? time(a) - time(b) : time(b) - time(a)));
      const { items, ...more } = page(found, MaxRecords, NextToken);
      return { AlarmHistoryItems: items, ...more };
    },
  },
});

const time = ({ Timestamp }: cw.AlarmHistoryItem): number => Timestamp?.getTime() ?? 0;
