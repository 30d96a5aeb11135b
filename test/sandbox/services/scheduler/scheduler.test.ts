import type * as sdk from '@aws-sdk/client-scheduler';
import { describe, expect, it } from 'vitest';
import { createScheduler } from '../../../../sandbox/services/scheduler/scheduler.ts';
import { create, fakeKernel, until } from '../../processes/fake-kernel.ts';

const target = {
  Arn: 'arn:aws:ecs:sa-east-1:111122223333:cluster/survey',
  RoleArn: 'arn:aws:iam::111122223333:role/jobs',
  EcsParameters: {
    TaskDefinitionArn: 'arn:aws:ecs:sa-east-1:111122223333:task-definition/worker',
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } },
  },
};
const schedule = {
  Name: 'digest',
  Description: 'the digest',
  ScheduleExpression: 'rate(1 minute)',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  Target: target,
};
const made = async (properties: object = schedule, factor = 600) => {
  const kernel = fakeKernel(factor);
  kernel.answer = () => ({ tasks: [], failures: [] });
  const scheduler = createScheduler(kernel);
  await create(scheduler, 'AWS::Scheduler::Schedule', properties);
  const { GetSchedule, UpdateSchedule } = scheduler.handlers as Required<typeof scheduler.handlers>;
  const get = () => GetSchedule({ Name: 'digest' }, {} as never);
  const update = (input: sdk.UpdateScheduleInput) => UpdateSchedule(input, {} as never);
  return { kernel, scheduler, get, update };
};

describe('a schedule of EventBridge Scheduler', () => {
  it('is read as the API writes it, with defaults', async () => {
    const { get, scheduler } = await made();
    expect(await get()).toMatchObject({
      ...{ Name: 'digest', GroupName: 'default', State: 'ENABLED', ScheduleExpressionTimezone: 'UTC' },
      Arn: 'arn:aws:scheduler:sa-east-1:111122223333:schedule/default/digest',
      Target: { EcsParameters: { NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['subnet-1'] } } } },
    });
    await scheduler.close?.();
  });

  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
  it('loses what an update leaves out', async () => {
    const { get, update, scheduler } = await made();
    const { Name, ScheduleExpression, FlexibleTimeWindow } = schedule;
    await update({ Name, ScheduleExpression, FlexibleTimeWindow, Target: target as never, State: 'DISABLED' });
    expect(await get()).toMatchObject({ State: 'DISABLED' });
    expect(await get()).not.toHaveProperty('Description');
    await scheduler.close?.();
  });

  // https://github.com/getmoto/moto/pull/8172
  it('refuses a start that has passed', async () => {
    const { update, scheduler } = await made();
    expect(() => update({ ...(schedule as never as sdk.UpdateScheduleInput), StartDate: new Date(0) })).toThrow(
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    );
    await scheduler.close?.();
  });

  it('runs the latest revision of the family it names, unless it is disabled', async () => {
    const { kernel, update, scheduler } = await made();
    await until(() => kernel.calls.length > 0);
    expect(kernel.calls[0]).toMatchObject({
      principal: target.RoleArn,
      operation: 'RunTask',
      input: { cluster: target.Arn, taskDefinition: 'worker', count: 1 },
    });
    await update({ ...(schedule as never as sdk.UpdateScheduleInput), State: 'DISABLED' });
    const before = kernel.calls.length;
    await kernel.clock.sleep(180_000);
    expect(kernel.calls.length).toBe(before);
    await scheduler.close?.();
  });
});
