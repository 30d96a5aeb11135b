import type * as scheduler from '@aws-sdk/client-scheduler';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { SchedulerState } from './state.ts';

const SERVICE = 'scheduler.amazonaws.com';

export const schedulerOperations = (state: SchedulerState): Operations<typeof scheduler> => ({
  GetSchedule: {
    access: ({ GroupName, Name }) => [on(state, 'GetSchedule', GroupName, Name)],
    handle: ({ GroupName, Name }) => state.schedule(GroupName, Name),
  },

  UpdateSchedule: {
    /** Whoever gives a schedule its role must be allowed to pass it. */
    access: ({ GroupName, Name, Target }) => [
      on(state, 'UpdateSchedule', GroupName, Name),
      { action: 'iam:PassRole', resource: Target?.RoleArn ?? '*', context: { 'iam:PassedToService': SERVICE } },
    ],
    handle(input) {
      state.schedule(input.GroupName, input.Name);
      return { ScheduleArn: state.put(input).Arn };
    },
  },

  ListSchedules: {
    access: () => [{ action: 'scheduler:ListSchedules', resource: '*' }],
    handle: () => ({
      Schedules: [...state.schedules.values()].map(({ Name, GroupName, State }) => ({ Name, GroupName, State })),
    }),
  },
});

const on = (
  state: SchedulerState,
  action: string,
  group: string | undefined,
  name: string | undefined,
): AccessCheck => ({ action: `scheduler:${action}`, resource: state.arnOf(group, name) });
