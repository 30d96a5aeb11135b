import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/observation/look-at-check-tasks/contract.ts';
import { handler } from '../../../lambdas/observation/look-at-check-tasks/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';
import { checkTask, taskCheck } from './task-checks.ts';

const started = (name: string, n: number) =>
  checkTask(name, { task: `arn:task/${n}`, askedSince: NOW, startedAt: NOW });
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment({ now: later(60) }),
  cluster: 'survey',
  checks: [taskCheck('exports', { logGroup: '/tests' }), taskCheck('imports')],
  tasks: [started('exports', 1), started('imports', 2)],
  passed: ['home'],
  limitMinutes: 15,
  ...change,
});
const running: Partial<Task> = { lastStatus: 'RUNNING', desiredStatus: 'RUNNING' };
const ended = (exitCode: number): Partial<Task> => ({
  ...{ lastStatus: 'STOPPED', desiredStatus: 'STOPPED', stopCode: 'EssentialContainerExited' },
  ...{ stoppedReason: 'Essential container in task exited', startedAt: new Date(NOW) },
  containers: [
    { name: 'tests', exitCode },
    { name: 'log-router', exitCode: 143 },
  ],
});
let tasks: Task[];
const prepare = async (first: Partial<Task>, second: Partial<Task> = ended(0)) => {
  tasks = [
    { taskArn: 'arn:task/1', ...first },
    { taskArn: 'arn:task/2', ...second },
  ];
  playTasks(tasks);
  aws.on('ecs', { DescribeTaskDefinition: () => ({ taskDefinition: { containerDefinitions: [{ name: 'tests' }] } }) });
  await ledger.put('status', status({ checkTasksAt: NOW }));
};
beforeEach(() => prepare(ended(0)));

describe('look-at-check-tasks', () => {
  it('passes when every container of a check has ended with 0, whatever its sidecars ended with', async () => {
    expect(await handler(input())).toMatchObject({ done: true, again: false, passed: ['home', 'exports', 'imports'] });
    expect(await ledger.read('status')).toMatchObject({ checkTasksAt: null });
  });

  it('waits while one runs, and a failed one is told with the others', async () => {
    await prepare(running, ended(3));
    expect(await handler(input())).toMatchObject({ done: false, again: false, passed: ['home'], waitSeconds: 20 });
    expect(await ledger.read('status')).toMatchObject({ checkTasksAt: NOW });
    await prepare(ended(1), ended(3));
    await expect(handler(input())).rejects.toMatchObject(
      told(
        'ChecksFailed',
        /2 of 2 checks .*"exports".*tests: exit code 1.*Essential container.*"imports".*exit code 3/,
      ),
    );
    expect(await ledger.read('status')).toMatchObject({ checkTasksAt: null });
  });

  it('passes over a check that the configuration no longer has', async () => {
    const given = input({ checks: [taskCheck('imports')] });
    expect(await handler(given)).toMatchObject({ done: true, again: false, passed: ['home', 'imports'] });
  });

  it('asks ECS for no task where none was started', async () => {
    const none = { ...started('exports', 1), task: null };
    await handler(input({ tasks: [none, started('imports', 2)] })).catch(() => undefined);
    expect(aws.inputs('ecs:DescribeTasks')).toMatchObject([{ tasks: ['arn:task/2'] }]);
  });

  it('tells how the log of a failed one ends', async () => {
    await prepare(ended(1));
    const logConfiguration = {
      logDriver: 'awslogs' as const,
      options: { 'awslogs-group': '/tests', 'awslogs-stream-prefix': 'qa' },
    };
    aws.on('ecs', {
      DescribeTaskDefinition: () => ({
        taskDefinition: { containerDefinitions: [{ name: 'tests', logConfiguration }] },
      }),
    });
    aws.on('logs', { GetLogEvents: () => ({ events: [{ message: 'expected 3 exports, found 2' }] }) });
    await expect(handler(input())).rejects.toMatchObject(
      told('ChecksFailed', /Its log \(qa\/tests\/1 of \/tests\) ends: expected 3 exports, found 2/),
    );
  });

  it('says which key would let it read the log', async () => {
    await prepare(ended(0), ended(1));
    await expect(handler(input())).rejects.toMatchObject(told('ChecksFailed', /How its log ends is unknown/));
  });

  it('stops one that outlasts its time, once, and fails', async () => {
    await prepare(running);
    const late = input({ moment: moment({ now: later(11 * 60) }) });
    await expect(handler(late)).rejects.toMatchObject(
      told('ChecksFailed', /"exports".*still RUNNING after 10 min; expected exit code 0/),
    );
    expect(aws.inputs('ecs:StopTask')).toMatchObject([{ cluster: 'survey', task: 'arn:task/1' }]);
    // It drains: a rollback that takes over waits for it.
    expect(await ledger.read('status')).toMatchObject({ checkTasksAt: NOW, intents: NOTHING });
    await expect(handler(late)).rejects.toMatchObject(told('ChecksFailed'));
    expect(aws.inputs('ecs:StopTask')).toHaveLength(1);
  });

  it('starts again what had failed when a person redrove, and not what has passed', async () => {
    await prepare(ended(1));
    const redriven = moment({ now: later(3_600), redrivenAt: later(3_590) });
    expect(await handler(input({ moment: redriven }))).toMatchObject({
      ...{ done: false, again: true },
      tasks: [{ name: 'exports', task: null, attempt: 1, askedSince: null }, started('imports', 2)],
    });
  });

  everyCall({ prepare: () => prepare(running), run: () => handler(input()), calls: ['ecs:DescribeTasks'] });
});
