import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/start-migration/contract.ts';
import { handler } from '../../../lambdas/services/start-migration/handler.ts';
import { LOCK, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
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
    expect(await handler(input())).toEqual({ task: 'arn:task/1' });
    expect(aws.inputs('ecs:RunTask')).toEqual([
      {
        cluster: 'survey',
        taskDefinition: 'td:2',
        launchType: 'FARGATE',
        networkConfiguration: NETWORK,
        clientToken: 'r1',
        startedBy: 'r1',
        overrides: { containerOverrides: [{ name: 'app', command: ['npm', 'run', 'migrate'] }] },
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
    expect(await handler(input())).toEqual({ task: 'arn:task/known' });
    expect(aws.called()).toEqual([]);
  });

  it('fails with MigrationNotStarted when the release does not move the service that migrates', async () => {
    await expect(handler(input({ targets: [] }))).rejects.toMatchObject(
      told('MigrationNotStarted', /does not move the service "web"/),
    );
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
  });

  it.each([
    ['with the reason of ECS', { failures: [{ reason: 'RESOURCE:FARGATE' }] }, /did not start.*: RESOURCE:FARGATE\./],
    ['where ECS gives no reason', {}, /no reason given/],
  ])('fails with MigrationNotStarted when no task was started, %s', async (_what, answer, message) => {
    aws.on('ecs', { RunTask: () => answer });
    await expect(handler(input())).rejects.toMatchObject(told('MigrationNotStarted', message));
    expect(await ledger.read('status')).toMatchObject({ intents: {} });
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
