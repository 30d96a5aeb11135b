import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/stop-migration/contract.ts';
import { handler } from '../../../lambdas/services/stop-migration/handler.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, later, moment, NOW, release, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  moment: moment(),
  since: NOW,
  cluster: 'survey',
  release: 'r1',
  limitMinutes: 10,
  ...change,
});
const LONG_AGO = '2026-11-24T13:00:00.000Z';

let tasks: Task[];
const task = (lastStatus: string, desiredStatus = lastStatus): Task => ({
  taskArn: 'arn:task/1',
  startedBy: 'r1',
  lastStatus,
  desiredStatus,
});
const prepare = async (...found: Task[]) => {
  tasks = found;
  playTasks(tasks);
  await ledger.put('status', status({ intents: { 'start-migration': LONG_AGO } }));
  await ledger.put('release#r1', release({ migrationTask: 'arn:task/1', migrationStartedAt: LONG_AGO }));
};
beforeEach(() => prepare(task('RUNNING')));

describe('stop-migration', () => {
  it('stops the task of the release, with the reason, and looks again', async () => {
    expect(await handler(input())).toEqual({ stopped: false });
    expect(aws.inputs('ecs:StopTask')).toMatchObject([
      { cluster: 'survey', task: 'arn:task/1', reason: 'knowngood: the release r1 is being rolled back' },
    ]);
  });

  it('closes the intents that the last holder left: none of its steps is in flight any more', async () => {
    await handler(input());
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('waits for a task that drains, and does not stop it again', async () => {
    await prepare(task('RUNNING', 'STOPPED'));
    expect(await handler(input())).toEqual({ stopped: false });
    expect(aws.called()).not.toContain('ecs:StopTask');
  });

  it('finds the task by the release that started it, before the ledger has its name', async () => {
    await ledger.put('release#r1', release({ migrationTask: null, migrationStartedAt: LONG_AGO }));
    expect(await handler(input())).toEqual({ stopped: false });
    expect(tasks[0]?.desiredStatus).toBe('STOPPED');
  });

  it('finds a task that still runs behind more ended ones than ECS lists at once', async () => {
    const ended = Array.from({ length: 120 }, (_, n) => ({ ...task('STOPPED'), taskArn: `arn:task/ended-${n}` }));
    await prepare(...ended, { ...task('DEACTIVATING', 'STOPPED'), taskArn: 'arn:task/drains' });
    expect(await handler(input())).toEqual({ stopped: false });
  });

  it('is done when the task has ended', async () => {
    await prepare(task('STOPPED'));
    expect(await handler(input())).toEqual({ stopped: true });
  });

  it.each([
    ['no release is undone', { release: null }],
    ['the ledger has no such release', { release: 'r9' }],
  ])('is done when %s', async (_when, change) => {
    expect(await handler(input(change))).toEqual({ stopped: true });
    expect(aws.called()).toEqual([]);
  });

  it('is done when the release never came to its migration', async () => {
    await ledger.put('release#r1', release({ migrationStartedAt: null }));
    expect(await handler(input())).toEqual({ stopped: true });
    expect(aws.called()).toEqual([]);
  });

  it('looks on for a minute when ECS shows no task yet: it may know of it later', async () => {
    await prepare();
    await ledger.put('release#r1', release({ migrationStartedAt: NOW }));
    expect(await handler(input({ moment: moment({ now: later(59) }) }))).toEqual({ stopped: false });
    expect(await handler(input({ moment: moment({ now: later(60) }) }))).toEqual({ stopped: true });
  });

  it('fails with TookTooLong when the task does not end', async () => {
    await expect(handler(input({ moment: moment({ now: later(11 * 60) }) }))).rejects.toMatchObject(
      told('TookTooLong', /the migration task of r1 to stop/),
    );
  });

  it('of an execution that lost the environment stops nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(tasks[0]?.desiredStatus).toBe('RUNNING');
  });

  describe('tasks of checks', () => {
    const SINCE = later(-120);
    const check = (lastStatus: string, desiredStatus = lastStatus): Task => ({
      ...{ taskArn: 'arn:task/check', startedBy: 'knowngood-sandbox-checks', lastStatus, desiredStatus },
    });
    const begin = async (...found: Task[]) => {
      await prepare(...found);
      await ledger.put('status', status({ checkTasksAt: SINCE }));
      await ledger.put('release#r1', release());
    };

    it('are stopped, and waited for, also where there is no migration', async () => {
      await begin(check('RUNNING'));
      expect(await handler(input())).toEqual({ stopped: false });
      expect(aws.inputs('ecs:StopTask')).toMatchObject([{ cluster: 'survey', task: 'arn:task/check' }]);
      await begin(check('DEACTIVATING', 'STOPPED'));
      expect(await handler(input())).toEqual({ stopped: false });
      await begin(check('STOPPED'));
      expect(await handler(input())).toEqual({ stopped: true });
      expect(await ledger.read('status')).toMatchObject({ checkTasksAt: null });
    });

    it('that ECS may not show yet are waited for', async () => {
      await begin();
      await ledger.put('status', status({ checkTasksAt: later(-20) }));
      expect(await handler(input())).toEqual({ stopped: false });
      expect(await handler(input({ moment: moment({ now: later(41) }) }))).toEqual({ stopped: true });
    });

    it('are not asked for where none may run', async () => {
      await begin(check('RUNNING'));
      await ledger.put('status', status());
      expect(await handler(input())).toEqual({ stopped: true });
      expect(aws.called()).toEqual([]);
    });

    it('that do not stop are told', async () => {
      await begin(check('RUNNING', 'STOPPED'));
      await expect(handler(input({ moment: moment({ now: later(11 * 60) }) }))).rejects.toMatchObject(
        told('TookTooLong', /the tasks of checks to stop/),
      );
    });
  });

  everyCall({
    prepare: () => prepare(task('RUNNING')),
    run: () => handler(input()),
    calls: [
      'dynamodb:TransactWriteItems',
      'dynamodb:GetItem',
      'ecs:ListTasks',
      'ecs:DescribeTasks',
      'ecs:StopTask',
      'dynamodb:UpdateItem',
    ],
    left: () => tasks,
  });
});
