import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/look-at-migration/contract.ts';
import { handler } from '../../../lambdas/services/look-at-migration/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { playTasks } from '../stub/tasks.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  moment: moment(),
  since: NOW,
  cluster: 'survey',
  task: 'arn:task/1',
  container: 'app',
  limitMinutes: 30,
  ...change,
});
const tooLate = input({ moment: moment({ now: later(31 * 60) }) });
const prepare = (task: Partial<Task>) => playTasks([{ taskArn: 'arn:task/1', ...task }]);
const running: Partial<Task> = { lastStatus: 'RUNNING' };
const ended = (...containers: Task['containers'] & object) => ({
  lastStatus: 'STOPPED',
  containers,
  stopCode: 'EssentialContainerExited' as const,
  stoppedReason: 'Essential container in task exited',
});
beforeEach(() => prepare(running));

describe('look-at-migration', () => {
  it.each([
    ['runs', running, { done: false, status: 'RUNNING' }],
    ['has ended with exit code 0', ended({ name: 'app', exitCode: 0 }), { done: true, status: 'exit code 0' }],
    ['is not visible yet', { taskArn: 'arn:task/2' }, { done: false, status: 'not visible yet' }],
  ])('that %s', async (_what, task, seen) => {
    prepare(task);
    expect(await handler(input())).toEqual(seen);
  });

  it.each([
    ['another exit code', ended({ name: 'app', exitCode: 3 }), /app: exit code 3; EssentialContainerExited/],
    ['no exit code', ended({ name: 'app', reason: 'CannotPullContainerError' }), /never started \(CannotPull/],
    ['no container', ended(), /Essential container in task exited/],
  ])('fails with MigrationFailed on %s', async (_what, task, message) => {
    prepare(task);
    await expect(handler(input())).rejects.toMatchObject(told('MigrationFailed', message));
  });

  it('fails with TookTooLong while it still runs after its time, and not once it has ended', async () => {
    await expect(handler(tooLate)).rejects.toMatchObject(told('TookTooLong', /arn:task\/1 \(RUNNING\)/));
    prepare(ended({ name: 'app', exitCode: 0 }));
    expect(await handler(tooLate)).toMatchObject({ done: true });
  });

  everyCall({ prepare: () => prepare(running), run: () => handler(input()), calls: ['ecs:DescribeTasks'] });
});
