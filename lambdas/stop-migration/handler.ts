import { DescribeTasksCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { withinDeadline } from '../shared/deadline.ts';
import { acting, writeFacts } from '../shared/ledger/acting.ts';
import { ecs } from '../shared/services/describe.ts';
import { step } from '../shared/step.ts';
import type { Input, Output } from './contract.ts';

/**
 * Stops a stopped release's migration task and looks whether it has ended. The previous holder's step in flight, if any,
 * has ended by now (the workflow waited), so the intents it left are closed here.
 */
export const handler = step<Input, Output>(async (input) => {
  const { lock, moment, cluster, release } = input;
  await writeFacts({ lock, now: moment.now, step: 'stop-migration', status: [[['intents'], {}]] });
  return await acting({ lock, now: moment.now, step: 'stop-migration' }, async () => {
    if (release === '') return { stopped: true };
    const arns: string[] = [];
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const { taskArns } = await ecs.send(new ListTasksCommand({ cluster, startedBy: release, desiredStatus }));
      arns.push(...(taskArns ?? []));
    }
    if (arns.length === 0) return { stopped: true };
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
    const alive = (tasks ?? []).filter((task) => task.lastStatus !== 'STOPPED');
    for (const task of alive.filter((t) => t.desiredStatus !== 'STOPPED')) {
      await ecs.send(
        new StopTaskCommand({
          cluster,
          task: task.taskArn,
          reason: `knowngood: the release ${release} is being rolled back`,
        }),
      );
    }
    if (alive.length > 0)
      withinDeadline(moment, input.since, input.limitMinutes, `the migration task of ${release} to stop`);
    return { stopped: alive.length === 0 };
  });
});
