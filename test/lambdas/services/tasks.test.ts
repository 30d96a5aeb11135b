import '../stub/before-handlers.ts';
import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { runningImages } from '../../../lambdas/services/running-images.ts';
import { describeTasks, everyTaskArn, taskArns } from '../../../lambdas/services/tasks.ts';
import { aws } from '../stub/aws.ts';
import { digest } from '../stub/definitions.ts';
import { playTasks, taskOf } from '../stub/tasks.ts';

const many = (count: number, change: Task = {}): Task[] =>
  Array.from({ length: count }, (_, n) => ({ ...taskOf('web', 'RUNNING'), taskArn: `arn:task/${n}`, ...change }));

describe('tasks', () => {
  it.each([
    [0, 1, 0],
    [1, 1, 1],
    [100, 1, 1],
    [101, 2, 2],
    [250, 3, 3],
  ])('are all listed and described, a hundred a call: %i', async (count, lists, describes) => {
    playTasks([...many(count), taskOf('worker', 'RUNNING'), taskOf('web', 'STOPPED')]);
    const arns = await taskArns('survey', { serviceName: 'web', desiredStatus: 'RUNNING' });
    expect(new Set(arns).size).toBe(count);
    expect(await describeTasks('survey', arns)).toHaveLength(count);
    expect(aws.inputs('ecs:ListTasks')).toHaveLength(lists);
    expect(aws.inputs('ecs:DescribeTasks')).toHaveLength(describes);
  });

  it('of the last page tell what image runs, too', async () => {
    const container = { name: 'app', imageDigest: digest('a') };
    playTasks([...many(100), { ...taskOf('web', 'RUNNING'), containers: [container] }]);
    expect(await runningImages('survey', 'web')).toMatchObject({ digests: { app: [digest('a')] } });
  });

  it('that are told to stop while they are listed are in one of both lists', async () => {
    const tasks = [...many(1)];
    playTasks(tasks);
    aws.on('ecs', {
      ListTasks: ({ desiredStatus }) => {
        const taskArns = tasks.flatMap((task) => (task.desiredStatus === desiredStatus ? [task.taskArn ?? ''] : []));
        // Whichever list is asked for first: by the second the service is at zero, and its task drains.
        tasks.splice(0, 1, { ...tasks[0], desiredStatus: 'STOPPED' });
        return { taskArns };
      },
    });
    expect(await everyTaskArn('survey', { serviceName: 'web' })).toEqual(['arn:task/0']);
    expect(aws.inputs('ecs:ListTasks').map(({ desiredStatus }) => desiredStatus)).toEqual(['RUNNING', 'STOPPED']);
  });

  it('that ECS has forgotten are left out', async () => {
    playTasks(many(1));
    expect(await describeTasks('survey', ['arn:task/0', 'arn:task/gone'])).toHaveLength(1);
  });
});
