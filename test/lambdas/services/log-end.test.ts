import '../stub/before-handlers.ts';
import type { LogConfiguration, Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import { endOfLog } from '../../../lambdas/services/log-end.ts';
import { aws } from '../stub/aws.ts';
import { denied } from '../stub/faults.ts';

const task: Task = {
  taskArn: 'arn:aws:ecs:sa-east-1:111122223333:task/survey/0a1b',
  taskDefinitionArn: 'arn:aws:ecs:sa-east-1:111122223333:task-definition/web:7',
};
const awslogs: LogConfiguration = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/survey/web', 'awslogs-stream-prefix': 'web/one', 'awslogs-region': 'sa-east-1' },
};
const play = (lines: readonly string[], logConfiguration: LogConfiguration | undefined = awslogs) => {
  aws.on('ecs', {
    DescribeTaskDefinition: () => ({
      taskDefinition: {
        containerDefinitions: [{ name: 'log-router' }, { name: 'app', ...(logConfiguration && { logConfiguration }) }],
      },
    }),
  });
  aws.on('logs', {
    GetLogEvents: ({ limit = 0 }) => ({ events: lines.slice(-limit).map((message) => ({ message })) }),
  });
};
const told = (logGroup: string | null = '/survey/web') => endOfLog(task, 'app', logGroup);
beforeEach(() => play(['migrating', 'password=hunter2', 'relation "answers" does not exist']));

describe('the end of a log', () => {
  it('is told, its secrets masked, and where it stands', async () => {
    expect(await told()).toBe(
      'Its log (web/one/app/0a1b of /survey/web) ends: migrating / password=*** / relation "answers" does not exist.',
    );
    expect(aws.inputs('logs:GetLogEvents')).toMatchObject([
      { logStreamName: 'web/one/app/0a1b', startFromHead: false },
    ]);
  });

  it('is the last fifteen lines, each cut off: a message has a limit', async () => {
    play(Array.from({ length: 400 }, (_, n) => `line ${n} `.padEnd(9_000, 'x')));
    const text = await told();
    expect(text.length).toBeLessThan(4_000);
    expect(text).toMatch(/ends: line 385 .* \/ line 399 x/);
  });

  it('masks a key that goes over several events', async () => {
    play(['-----BEGIN PRIVATE KEY-----', 'MIIB', '-----END PRIVATE KEY-----', 'then']);
    expect(await told()).toMatch(/ends: \*\*\* \/ then\.$/);
  });

  it('has no lines, and that is said', async () => {
    play([]);
    expect(await told()).toMatch(/has no lines\.$/);
  });

  it.each<[string, LogConfiguration | undefined, string | null, RegExp]>([
    [
      'another log driver',
      { logDriver: 'awsfirelens' },
      '/survey/web',
      /unknown: the container "app" logs by "awsfirelens"/,
    ],
    ['no log driver', undefined, '/survey/web', /unknown: the container "app" has no log driver/],
    [
      'no stream prefix',
      { logDriver: 'awslogs', options: { 'awslogs-group': 'g' } },
      'g',
      /no group or no stream prefix/,
    ],
    [
      'another Region',
      { ...awslogs, options: { ...awslogs.options, 'awslogs-region': 'us-east-1' } },
      '/survey/web',
      /of the Region us-east-1/,
    ],
    [
      'no group that may be read',
      awslogs,
      null,
      /stream web\/one\/app\/0a1b of \/survey\/web, .* names none that may be read/,
    ],
    ['another group than configured', awslogs, '/other', /of \/survey\/web, .* is \/other/],
  ])('is unknown with %s', async (_what, configuration, group, expected) => {
    aws.on('ecs', {
      DescribeTaskDefinition: () => ({
        taskDefinition: {
          containerDefinitions: [{ name: 'app', ...(configuration && { logConfiguration: configuration }) }],
        },
      }),
    });
    expect(await told(group)).toMatch(expected);
    expect(aws.inputs('logs:GetLogEvents')).toEqual([]);
  });

  it.each(['logs:GetLogEvents', 'ecs:DescribeTaskDefinition'])(
    'is unknown where %s is refused: it fails nothing',
    async (operation) => {
      aws.fails(operation, denied);
      expect(await told()).toMatch(/unknown: it could not be read \(AccessDenied/);
    },
  );
});
