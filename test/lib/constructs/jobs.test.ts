import { Duration, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EventBus, type IRule, Rule, Schedule as Times } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type ISchedule, Schedule, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { expect, it } from 'vitest';
import environment from '../../../examples/survey-platform/environment.ts';
import { check } from '../../../lib/configuration/check.ts';
import { checkOf, scheduleOf } from '../../../lib/constructs/jobs.ts';
import { testApp } from '../app.ts';

const stack = () => new Stack(testApp(), 'Jobs', { env: { account: '111122223333', region: 'sa-east-1' } });
const every = Times.rate(Duration.hours(1));

it('a rule and a schedule stand in the configuration by the names that CloudFormation makes', () => {
  const scope = stack();
  const rule: IRule = new Rule(scope, 'Nightly', { schedule: every });
  const group = new ScheduleGroup(scope, 'Group');
  const schedule: ISchedule = Schedule.fromScheduleArn(
    scope,
    'Digest',
    'arn:aws:scheduler:sa-east-1:111122223333:schedule/mail/digest',
  );
  const role = new Role(scope, 'Runs', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
  const key = new Key(scope, 'Key');
  const schedules = [
    scheduleOf({ rule }, 'schedules.0'),
    scheduleOf(
      { schedule: Object.assign(Object.create(schedule), { scheduleGroup: group }), role, key },
      'schedules.1',
    ),
    scheduleOf({ rule: 'by-name' }, 'schedules.2'),
    scheduleOf({ schedule: 'by-name', role: 'jobs' }, 'schedules.3'),
  ];
  expect(() => check({ ...environment, schedules }, 'Jobs')).not.toThrow();
  expect(scope.resolve(schedules)).toEqual([
    { rule: { Ref: expect.stringMatching(/^Nightly/) } },
    {
      schedule: 'digest',
      group: expect.anything(),
      role: { Ref: expect.stringMatching(/^Runs/) },
      key: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    },
    { rule: 'by-name' },
    { schedule: 'by-name', role: 'jobs' },
  ]);
});

it('a rule on a bus of its own is taken by its given name alone', () => {
  const scope = stack();
  const rule = new Rule(scope, 'Elsewhere', { eventBus: new EventBus(scope, 'Bus'), eventPattern: { source: ['x'] } });
  expect(() => scheduleOf({ rule }, 'schedules.0')).toThrow(
    "schedules.0.rule: Jobs/Elsewhere is on an event bus of its own, whose rules' generated names nobody knows",
  );
});

it('a check that is a task takes family, container and roles of its definition', () => {
  const scope = stack();
  const definition = new ecs.FargateTaskDefinition(scope, 'Tests', { family: 'survey-tests' });
  const asked = (task: object = {}) =>
    checkOf({ name: 'exports', functionality: 'exports', task: { definition, ...task } }, 'checks.0');
  expect(() => asked()).toThrow(/^checks\.0\.task\.container: is missing/);
  definition.addContainer('tests', { image: ecs.ContainerImage.fromRegistry('tests') });
  // Without secrets and an image of ECR it needs none.
  expect(asked()).toMatchObject({ task: { roles: [expect.anything()] } });
  definition.obtainExecutionRole();
  const made = asked({ logGroup: new LogGroup(scope, 'Log'), networkOf: 'web', withinMinutes: 5 });
  expect(() => check({ ...environment, checks: [...environment.checks, made] }, 'Jobs')).not.toThrow();
  expect(scope.resolve(made)).toEqual({
    ...{ name: 'exports', functionality: 'exports' },
    task: {
      ...{ definition: 'survey-tests', container: 'tests', networkOf: 'web', withinMinutes: 5 },
      roles: [{ Ref: expect.stringMatching(/^TestsTaskRole/) }, { Ref: expect.stringMatching(/^TestsExecutionRole/) }],
      logGroup: { Ref: expect.stringMatching(/^Log/) },
    },
  });
});
