import { ResourceNotFoundException as NoRule } from '@aws-sdk/client-eventbridge';
import {
  type GetScheduleOutput,
  ResourceNotFoundException as NoSchedule,
  type UpdateScheduleInput,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import type { Schedule } from '../../../lambdas/model/environment.ts';
import { NOW } from '../records.ts';
import { aws } from './aws.ts';

export const RULE: Schedule = { kind: 'rule', name: 'nightly', group: 'default' };
export const DIGEST: Schedule = { kind: 'schedule', name: 'digest', group: 'jobs', role: 'survey-jobs' };

/** A schedule in every field that an update takes. */
export const whole = (change: Partial<GetScheduleOutput> = {}): GetScheduleOutput => ({
  Name: 'digest',
  GroupName: 'jobs',
  Description: 'the digest',
  ScheduleExpression: 'cron(0 6 * * ? *)',
  ScheduleExpressionTimezone: 'America/Sao_Paulo',
  State: 'ENABLED',
  StartDate: new Date('2027-01-01T00:00:00.000Z'),
  EndDate: new Date('2028-01-01T00:00:00.000Z'),
  KmsKeyArn: 'arn:aws:kms:sa-east-1:111122223333:key/1',
  FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
  ActionAfterCompletion: 'NONE',
  Target: {
    Arn: 'arn:aws:ecs:sa-east-1:111122223333:cluster/survey',
    RoleArn: 'arn:aws:iam::111122223333:role/survey-jobs',
    Input: '{"containerOverrides":[]}',
    RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 3_600 },
    DeadLetterConfig: { Arn: 'arn:aws:sqs:sa-east-1:111122223333:dead' },
    EcsParameters: { TaskDefinitionArn: 'arn:aws:ecs:sa-east-1:111122223333:task-definition/worker' },
  },
  ...change,
});

/** Rules by name with their state, and schedules by group and name; an update replaces the whole schedule, as AWS's does. */
export function playSchedules(rules: Record<string, string>, schedules: Record<string, GetScheduleOutput>): void {
  const stateOf = (Name = ''): string => {
    const state = rules[Name];
    if (state !== undefined) return state;
    throw new NoRule({ message: `Rule ${Name} does not exist.`, $metadata: {} });
  };
  const found = ({ GroupName, Name }: { GroupName?: string | undefined; Name: string | undefined }) => {
    const schedule = schedules[`${GroupName}/${Name}`];
    if (schedule !== undefined) return schedule;
    const message = `Schedule ${Name} does not exist.`;
    throw new NoSchedule({ message, Message: message, $metadata: {} });
  };
  aws.on('events', {
    DescribeRule: ({ Name }) => ({ Name, State: stateOf(Name) as 'ENABLED' }),
    DisableRule: ({ Name = '' }) => {
      stateOf(Name);
      rules[Name] = 'DISABLED';
      return {};
    },
    EnableRule: ({ Name = '' }) => {
      stateOf(Name);
      rules[Name] = 'ENABLED';
      return {};
    },
  });
  aws.on('scheduler', {
    GetSchedule: (input) => found(input),
    UpdateSchedule: (input) => {
      found(input);
      refusePassed(input);
      const { ClientToken: _token, ...schedule } = input;
      schedules[`${input.GroupName}/${input.Name}`] = schedule;
      return { ScheduleArn: `arn:${input.Name}` };
    },
  });
}

function refusePassed({ StartDate }: UpdateScheduleInput): void {
  if (StartDate === undefined || StartDate.getTime() > Date.parse(NOW)) return;
  const message = 'The StartDate you specify cannot be earlier than 5 minutes ago.';
  throw new ValidationException({ message, Message: message, $metadata: {} });
}
