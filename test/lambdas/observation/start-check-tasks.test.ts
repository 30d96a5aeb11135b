import '../stub/before-handlers.ts';
import { ConflictException, InvalidParameterException, type Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import { bypassValue } from '../../../lambdas/maintenance/bypass.ts';
import type { Input } from '../../../lambdas/observation/start-check-tasks/contract.ts';
import { handler } from '../../../lambdas/observation/start-check-tasks/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';
import { checkTask, taskCheck } from './task-checks.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  cluster: 'survey',
  url: 'https://app.example',
  bypass: false,
  checks: [taskCheck('exports', { command: ['npm', 'test'], environment: { SUITE: 'smoke' } }), taskCheck('imports')],
  tasks: [checkTask('exports'), checkTask('imports')],
  limitMinutes: 15,
  ...change,
});
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };
const NO_ROOM = { failures: [{ reason: 'Capacity is unavailable at this time. Please try again later' }] };
const only = (change: Partial<Input> = {}) => input({ tasks: [checkTask('exports')], ...change });

let tasks: Task[];
const prepare = async () => {
  tasks = [];
  process.env['BYPASS_SECRET'] = 'bypass';
  playServices([{ ...steady('web', 'td:1'), networkConfiguration: NETWORK }]);
  playTasks(tasks);
  aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'let-me-in' }) });
  await ledger.put('status', status({ maintenanceSince: NOW }));
};
beforeEach(prepare);

describe('start-check-tasks', () => {
  it('runs one task a check in the network of its service, and says where the application is', async () => {
    const { tasks: started, taken } = await handler(input());
    expect(taken).toBe(true);
    expect(started).toEqual([
      checkTask('exports', { task: 'arn:task/1', askedSince: NOW, startedAt: NOW }),
      checkTask('imports', { task: 'arn:task/2', askedSince: NOW, startedAt: NOW }),
    ]);
    const url = { name: 'KNOWNGOOD_URL', value: 'https://app.example' };
    expect(aws.inputs('ecs:RunTask')).toMatchObject([
      {
        ...{ cluster: 'survey', taskDefinition: 'survey-tests', launchType: 'FARGATE', networkConfiguration: NETWORK },
        startedBy: 'knowngood-sandbox-checks',
        overrides: {
          containerOverrides: [
            { name: 'tests', command: ['npm', 'test'], environment: [{ name: 'SUITE', value: 'smoke' }, url] },
          ],
        },
      },
      { overrides: { containerOverrides: [{ name: 'tests', environment: [url] }] } },
    ]);
  });

  it('gives it what leads through the maintenance page', async () => {
    await handler(only({ bypass: true }));
    const [request] = aws.inputs('ecs:RunTask') as { overrides: { containerOverrides: { environment: unknown }[] } }[];
    expect(request?.overrides.containerOverrides[0]?.environment).toEqual(
      expect.arrayContaining([
        { name: 'KNOWNGOOD_BYPASS_HEADER', value: 'x-knowngood-bypass' },
        { name: 'KNOWNGOOD_BYPASS_VALUE', value: await bypassValue(NOW) },
      ]),
    );
  });

  it('writes that tasks of checks may run before ECS is asked for one', async () => {
    let during: unknown;
    aws.on('ecs', {
      RunTask: async () => {
        during = await ledger.read('status');
        return { tasks: [{ taskArn: 'arn:task/1' }] };
      },
    });
    await handler(only());
    expect(during).toMatchObject({ checkTasksAt: NOW });
  });

  it('starts each once, however often it is called; in the next release, and at the next attempt, anew', async () => {
    await handler(only());
    await handler(only());
    expect(tasks).toHaveLength(1);
    await handler(only({ tasks: [checkTask('exports', { attempt: 1 })] }));
    expect(tasks).toHaveLength(2);
    await ledger.put('status', status({ fence: 2 }));
    await handler(only({ lock: { ...LOCK, fence: 2 } }));
    expect(tasks).toHaveLength(3);
  });

  it('asks nothing where every check has its task', async () => {
    const started = [checkTask('exports', { task: 'arn:task/1', startedAt: NOW })];
    expect(await handler(input({ tasks: started }))).toEqual({ tasks: started, taken: true });
    expect(aws.called()).toEqual([]);
  });

  it('takes the task of an earlier call that asked with other values', async () => {
    aws.on('ecs', {
      RunTask: () => {
        throw new ConflictException({ message: 'token', resourceIds: ['arn:task/before'], $metadata: {} });
      },
    });
    expect(await handler(only())).toMatchObject({ tasks: [{ task: 'arn:task/before' }] });
  });

  it('waits out a want of capacity, for as long as is said', async () => {
    aws.on('ecs', { RunTask: () => NO_ROOM });
    const waiting = await handler(only());
    expect(waiting).toEqual({ tasks: [checkTask('exports', { attempt: 1, askedSince: NOW })], taken: false });
    const late = moment({ now: later(16 * 60) });
    await expect(handler(only({ tasks: waiting.tasks, moment: late }))).rejects.toMatchObject(
      told('ChecksFailed', /1 of 1 checks failed: "exports" .* did not start it \(asked 2 times\): Capacity is/),
    );
  });

  it('fails with ChecksFailed where ECS refuses, by the name of each check', async () => {
    aws.on('ecs', {
      RunTask: () => {
        throw new InvalidParameterException({ message: 'no such container', $metadata: {} });
      },
    });
    await expect(handler(input())).rejects.toMatchObject(
      told('ChecksFailed', /"exports" \(a task of survey-tests, container "tests"\).*no such container; "imports"/),
    );
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  everyCall({
    prepare,
    run: () => handler(only({ bypass: true })),
    calls: [
      ...['ecs:DescribeServices', 'dynamodb:GetItem', 'secretsmanager:GetSecretValue'],
      ...['dynamodb:TransactWriteItems', 'ecs:RunTask', 'dynamodb:UpdateItem'],
    ],
    left: () => tasks.length,
  });
});
