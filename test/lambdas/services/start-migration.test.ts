import '../stub/before-handlers.ts';
import { ConflictException, InvalidParameterException, type Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/start-migration/contract.ts';
import { handler } from '../../../lambdas/services/start-migration/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  since: NOW,
  attempt: 0,
  limitMinutes: 15,
  release: 'r1',
  cluster: 'survey',
  targets: [{ service: 'web', kind: 'web', taskDefinition: 'td:2', desiredCount: 2 }],
  migration: { service: 'web', container: 'app', command: ['npm', 'run', 'migrate'] },
  ...change,
});
const NETWORK = { awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'] } };

let tasks: Task[];
const prepare = async () => {
  tasks = [];
  playServices([{ ...steady('web', 'td:1'), networkConfiguration: NETWORK }]);
  playTasks(tasks);
  await ledger.put('status', status());
  await ledger.put('release#r1', release());
};
beforeEach(prepare);

describe('start-migration', () => {
  it('runs one task of the new definition in the network of the service, under the name of the release', async () => {
    expect(await handler(input())).toEqual({ task: 'arn:task/1', attempt: 0 });
    expect(aws.inputs('ecs:RunTask')).toEqual([
      {
        cluster: 'survey',
        taskDefinition: 'td:2',
        launchType: 'FARGATE',
        networkConfiguration: NETWORK,
        clientToken: 'r1',
        startedBy: 'r1',
        overrides: {
          containerOverrides: [
            {
              ...{ name: 'app', command: ['npm', 'run', 'migrate'] },
              environment: [{ name: 'PGAPPNAME', value: 'knowngood-migration-sandbox' }],
            },
          ],
        },
      },
    ]);
    expect(await ledger.read('release#r1')).toMatchObject({ migrationTask: 'arn:task/1', migrationStartedAt: NOW });
  });

  it('writes that a migration may have begun before ECS is asked for it', async () => {
    let during: unknown;
    aws.on('ecs', {
      RunTask: async () => {
        during = await ledger.read('release#r1');
        return { tasks: [{ taskArn: 'arn:task/1' }] };
      },
    });
    await handler(input());
    expect(during).toMatchObject({ migrationStartedAt: NOW, migrationTask: null });
  });

  it('answers with the task the ledger has, and asks ECS for none', async () => {
    await ledger.put('release#r1', release({ migrationTask: 'arn:task/known' }));
    expect(await handler(input())).toEqual({ task: 'arn:task/known', attempt: 0 });
    expect(aws.called()).toEqual([]);
  });

  it('fails with MigrationNotStarted when the release does not move the service that migrates', async () => {
    await expect(handler(input({ targets: [] }))).rejects.toMatchObject(
      told('MigrationNotStarted', /does not move the service "web"/),
    );
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
  });

  it.each([
    [
      'with the reason of ECS',
      { failures: [{ reason: 'MISSING' }] },
      /did not start.*: MISSING\. Nothing was migrated/,
      null,
    ],
    ['where ECS gives no reason', {}, /no reason given\. Whether anything was migrated is not known/, NOW],
  ])('fails with MigrationNotStarted when no task was started, %s', async (_what, answer, message, mark) => {
    aws.on('ecs', { RunTask: () => answer });
    await expect(handler(input())).rejects.toMatchObject(told('MigrationNotStarted', message));
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: mark });
  });

  const NO_ROOM = { failures: [{ reason: 'Capacity is unavailable at this time. Please try again later' }] };

  it('waits out a want of capacity, each time with a token of its own, and marks nothing meanwhile', async () => {
    const answers = [NO_ROOM, { failures: [{ reason: 'RESOURCE:MEMORY' }] }, { tasks: [{ taskArn: 'arn:task/3' }] }];
    aws.on('ecs', { RunTask: () => answers.shift() ?? {} });
    expect(await handler(input())).toEqual({ task: null, attempt: 1 });
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
    expect(await handler(input({ attempt: 1 }))).toEqual({ task: null, attempt: 2 });
    expect(await handler(input({ attempt: 2 }))).toEqual({ task: 'arn:task/3', attempt: 2 });
    expect(aws.inputs('ecs:RunTask').map(({ clientToken }) => clientToken)).toEqual(['r1', 'r1-1', 'r1-2']);
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: NOW, migrationTask: 'arn:task/3' });
  });

  it('starts anew what never ran, though the ledger has the task of the attempt before', async () => {
    await ledger.put('release#r1', release({ migrationTask: 'arn:task/before' }));
    expect(await handler(input({ attempt: 1 }))).toEqual({ task: 'arn:task/1', attempt: 1 });
    expect(await handler(input({ attempt: 1 }))).toEqual({ task: 'arn:task/1', attempt: 1 });
    expect(tasks).toHaveLength(1);
  });

  it('gives up within a limit, and nothing is marked', async () => {
    aws.on('ecs', { RunTask: () => NO_ROOM });
    const late = input({ attempt: 9, moment: moment({ now: later(16 * 60) }) });
    await expect(handler(late)).rejects.toMatchObject(told('MigrationNotStarted', /asked 10 times.*Capacity is/));
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
  });

  it.each<[string, Error, string | null]>([
    ['says that nothing was started', new InvalidParameterException({ message: 'bad subnet', $metadata: {} }), null],
    ['may hide an earlier task', new ConflictException({ message: 'token', $metadata: {} }), NOW],
  ])('an error that %s', async (_what, error, mark) => {
    aws.on('ecs', {
      RunTask: () => {
        throw error;
      },
    });
    await expect(handler(input())).rejects.toThrow();
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: mark });
  });

  it('keeps a mark that an earlier call left: it may have had its effect', async () => {
    await ledger.put('release#r1', release({ migrationStartedAt: NOW }));
    aws.on('ecs', { RunTask: () => NO_ROOM });
    expect(await handler(input())).toEqual({ task: null, attempt: 1 });
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: NOW });
  });

  it('of an execution that lost the environment migrates nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(tasks).toEqual([]);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: [
      'dynamodb:GetItem',
      'ecs:DescribeServices',
      'dynamodb:TransactWriteItems',
      'ecs:RunTask',
      'dynamodb:UpdateItem',
    ],
    left: () => tasks,
  });
});
