import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/look-at-services-stopped/contract.ts';
import { handler } from '../../../lambdas/services/look-at-services-stopped/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { playTasks, taskOf } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: NOW,
  cluster: 'survey',
  services: ['web', 'worker'],
  limitMinutes: 10,
  ...change,
});
const prepare = (...tasks: Task[]) => playTasks(tasks);
beforeEach(() => prepare(taskOf('web', 'STOPPED')));

describe('look-at-services-stopped', () => {
  it('finds them stopped when no task lives', async () => {
    expect(await handler(input())).toEqual({ stopped: true, tasks: 0 });
    prepare();
    expect(await handler(input())).toEqual({ stopped: true, tasks: 0 });
  });

  it.each([
    ['runs', taskOf('web', 'RUNNING')],
    ['starts', taskOf('worker', 'PROVISIONING', 'RUNNING')],
    ['drains, and may still write', taskOf('worker', 'DEACTIVATING', 'STOPPED')],
  ])('counts a task that %s', async (_what, task) => {
    prepare(taskOf('web', 'STOPPED'), task);
    expect(await handler(input())).toEqual({ stopped: false, tasks: 1 });
  });

  it('sees a task that drains behind more stopped ones than ECS answers at once', async () => {
    const stopped = Array.from({ length: 120 }, (_, n) => ({ ...taskOf('web', 'STOPPED'), taskArn: `arn:task/${n}` }));
    prepare(...stopped, taskOf('web', 'DEACTIVATING', 'STOPPED'));
    expect(await handler(input())).toEqual({ stopped: false, tasks: 1 });
  });

  it('looks at no task of another service', async () => {
    prepare(taskOf('reports', 'RUNNING'));
    expect(await handler(input())).toEqual({ stopped: true, tasks: 0 });
  });

  it('fails with TookTooLong', async () => {
    prepare(taskOf('web', 'RUNNING'));
    await expect(handler(input({ moment: moment({ now: later(11 * 60) }) }))).rejects.toMatchObject(
      told('TookTooLong', /1 tasks of web, worker to stop/),
    );
  });

  everyCall({
    prepare: () => prepare(taskOf('web', 'RUNNING')),
    run: () => handler(input()),
    calls: ['ecs:ListTasks', 'ecs:DescribeTasks'],
  });
});
