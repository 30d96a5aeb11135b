import type * as cw from '@aws-sdk/client-cloudwatch';
import type { Operations } from '../../kernel/operation.ts';
import { onAlarm } from './alarm-operations.ts';
import type { CloudwatchState } from './state.ts';

export const historyOperations = (state: CloudwatchState): Operations<typeof cw> => ({
  DescribeAlarmHistory: {
    access: ({ AlarmName = '*' }) => [onAlarm(state, 'DescribeAlarmHistory', AlarmName)],
    handle({ AlarmName, HistoryItemType, StartDate, EndDate, ScanBy, MaxRecords = 100 }) {
      const found = [...state.alarms.values()]
        .filter(({ name }) => AlarmName === undefined || name === AlarmName)
        .flatMap(({ history }) => history)
        .filter(
          (item) =>
            (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
            time(item) >= (StartDate?.getTime() ?? 0) &&
            time(item) <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
        )
        .sort((a, b) => (ScanBy === 'TimestampAscending' ? time(a) - time(b) : time(b) - time(a)));
      return { AlarmHistoryItems: found.slice(0, MaxRecords) };
    },
  },
});

const time = ({ Timestamp }: cw.AlarmHistoryItem): number => Timestamp?.getTime() ?? 0;
