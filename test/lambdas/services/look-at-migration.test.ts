import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/look-at-migration/contract.ts';
import { handler } from '../../../lambdas/services/look-at-migration/handler.ts';
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
  release: 'r1',
  askingSince: NOW,
  startedWithinMinutes: 15,
  attempt: 0,
  cluster: 'survey',
  task: 'arn:task/1',
  container: 'app',
  limitMinutes: 30,
  ...change,
});
const tooLate = input({ moment: moment({ now: later(31 * 60) }) });
const prepare = (task: Partial<Task>) => {
  playTasks([{ taskArn: 'arn:task/1', ...task }]);
  aws.on('ecs', { DescribeTaskDefinition: () => ({ taskDefinition: { containerDefinitions: [{ name: 'app' }] } }) });
};
const running: Partial<Task> = { lastStatus: 'RUNNING' };
const ended = (...containers: Task['containers'] & object) => ({
  lastStatus: 'STOPPED',
  containers,
  stopCode: 'EssentialContainerExited' as const,
  stoppedReason: 'Essential container in task exited',
});
const neverRan = (stoppedReason: string): Partial<Task> => ({
  ...{ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason, containers: [{ name: 'app' }] },
});
const NO_ROOM = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';
beforeEach(async () => {
  prepare(running);
  await ledger.put('status', status());
  await ledger.put('release#r1', release({ migrationStartedAt: NOW }));
});

describe('look-at-migration', () => {
  it.each([
    ['runs', running, { done: false, status: 'RUNNING' }],
    ['has ended with exit code 0', ended({ name: 'app', exitCode: 0 }), { done: true, status: 'exit code 0' }],
    ['is not visible yet', { taskArn: 'arn:task/2' }, { done: false, status: 'not visible yet' }],
  ])('that %s', async (_what, task, seen) => {
    prepare(task);
    expect(await handler(input())).toEqual({ ...seen, again: false, attempt: 0 });
  });

  it('of a task that found no capacity is started again, and nothing is marked', async () => {
    prepare(neverRan(NO_ROOM));
    expect(await handler(input())).toMatchObject({ done: false, again: true, attempt: 1 });
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
  });

  it.each([
    ['for another reason', neverRan('CannotPullContainerError: not found'), input(), 'MigrationFailed'],
    ['for too long', neverRan(NO_ROOM), input({ moment: moment({ now: later(16 * 60) }) }), 'MigrationNotStarted'],
  ])('of a task that never ran %s fails, and nothing is marked', async (_why, task, asked, error) => {
    prepare(task);
    await expect(handler(asked)).rejects.toMatchObject(told(error, /never ran.*Nothing was migrated/));
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: null });
  });

  it.each<[string, Partial<Task>]>([
    ['an exit code', { containers: [{ name: 'app', exitCode: 137 }] }],
    ['an id of the container runtime', { containers: [{ name: 'app', runtimeId: 'x' }] }],
    ['a start', { startedAt: new Date(NOW) }],
    ['no container of that name', { containers: [{ name: 'other' }] }],
  ])('keeps the mark where there is %s', async (_what, change) => {
    prepare({ ...neverRan(NO_ROOM), ...change });
    await expect(handler(input())).rejects.toMatchObject(told('MigrationFailed'));
    expect(await ledger.read('release#r1')).toMatchObject({ migrationStartedAt: NOW });
  });

  it.each([
    ['another exit code', ended({ name: 'app', exitCode: 3 }), /app: exit code 3; EssentialContainerExited/],
    ['no exit code', ended({ name: 'app', reason: 'CannotPullContainerError' }), /never started \(CannotPull/],
    ['no container', ended(), /Essential container in task exited/],
  ])('fails with MigrationFailed on %s', async (_what, task, message) => {
    prepare(task);
    await expect(handler(input())).rejects.toMatchObject(told('MigrationFailed', message));
  });

  it('that failed tells how its log ends', async () => {
    prepare(ended({ name: 'app', exitCode: 3 }));
    const logConfiguration = {
      logDriver: 'awslogs' as const,
      options: { 'awslogs-group': '/survey/web', 'awslogs-stream-prefix': 'web' },
    };
    aws.on('ecs', {
      DescribeTaskDefinition: () => ({ taskDefinition: { containerDefinitions: [{ name: 'app', logConfiguration }] } }),
    });
    aws.on('logs', { GetLogEvents: () => ({ events: [{ message: 'relation "answers" does not exist' }] }) });
    await expect(handler(input({ logGroup: '/survey/web' }))).rejects.toMatchObject(
      told(
        'MigrationFailed',
        /exit code 3.*Its log \(web\/app\/1 of \/survey\/web\) ends: relation "answers" does not exist/,
      ),
    );
  });

  it('fails with TookTooLong while it still runs after its time, and not once it has ended', async () => {
    await expect(handler(tooLate)).rejects.toMatchObject(told('TookTooLong', /arn:task\/1 \(RUNNING\)/));
    prepare(ended({ name: 'app', exitCode: 0 }));
    expect(await handler(tooLate)).toMatchObject({ done: true });
  });

  everyCall({ prepare: () => prepare(running), run: () => handler(input()), calls: ['ecs:DescribeTasks'] });
});
