import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  SchedulerClient,
  UpdateScheduleCommand,
  type UpdateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { clientSettings } from '../aws/client-settings.ts';
import type { Schedule } from '../model/environment.ts';
import type { SeenSchedule } from './schedule.ts';

const scheduler = new SchedulerClient(clientSettings);

const get = ({ name, group }: Schedule): Promise<GetScheduleCommandOutput> =>
  scheduler.send(new GetScheduleCommand({ Name: name, GroupName: group }));

/** @throws ResourceNotFoundException */
export async function seeSchedulerSchedule(schedule: Schedule): Promise<SeenSchedule> {
  const { State, ScheduleExpression = '', Target, KmsKeyArn } = await get(schedule);
  return {
    enabled: State !== 'DISABLED',
    fixed: ScheduleExpression.startsWith('at(')
      ? `runs once (${ScheduleExpression}), and the fence would make it miss that; expected a schedule that recurs. Take it out of the configuration`
      : null,
    role: Target?.RoleArn ?? '',
    key: KmsKeyArn ?? null,
  };
}

/**
 * Switches a schedule and leaves everything else as it is now. An update replaces the whole schedule: what is left out falls back
 * to its default (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html).
 * @throws ResourceNotFoundException
 */
export async function switchSchedulerSchedule(schedule: Schedule, to: 'on' | 'off'): Promise<void> {
  const request = switched(await get(schedule), to);
  try {
    await scheduler.send(new UpdateScheduleCommand(request));
  } catch (error) {
    const { name, message } = error as Error;
    if (request.StartDate === undefined || name !== 'ValidationException' || !message.includes('StartDate'))
      throw error;
    // A start that has passed is refused; the schedule has begun, which is also what no start means.
    const { StartDate: _passed, ...begun } = request;
    await scheduler.send(new UpdateScheduleCommand(begun));
  }
}

/** The whole schedule as an update takes it. What AWS alone writes is left out; a test holds the rest to the SDK's model. */
export function switched(
  { $metadata: _1, Arn: _2, CreationDate: _3, LastModificationDate: _4, ...schedule }: GetScheduleCommandOutput,
  to: 'on' | 'off',
): UpdateScheduleCommandInput {
  const { Name, ScheduleExpression, Target, FlexibleTimeWindow } = schedule;
  return {
    ...schedule,
    ...{ Name, ScheduleExpression, Target, FlexibleTimeWindow },
    State: to === 'on' ? 'ENABLED' : 'DISABLED',
  };
}
