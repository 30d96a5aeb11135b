import { StopTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import { readRelease } from '../../ledger/table.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { withinDeadline } from '../../step/deadline.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { stopCheckTasks } from '../stop-check-tasks.ts';
import { describeTasks, everyTaskArn } from '../tasks.ts';
import type { Input, Output } from './contract.ts';
import { mayBeHidden } from './hidden.ts';

/**
 * Stops the migration task of a stopped release, and the tasks of checks, and looks whether they have ended. The workflow has waited out the last
 * holder's step in flight, so the intents it left are closed here.
 */
export const handler = step<Input, Output>(async (input) => {
  const { lock, moment, cluster, release } = input;
  await writeFacts({ lock, now: moment.now, step: 'stop-migration', status: [[['intents'], {}]] });
  return await acting({ lock, now: moment.now, step: 'stop-migration' }, async () => {
    const record = release === null ? undefined : await readRelease(release);
    // The ledger records the start before ECS is asked for the task: null means there is none.
    const checks = await stopCheckTasks(input);
    if (record === undefined || record.migrationStartedAt === null) return { stopped: checks };
    const tasks = await tasksOf(record, cluster);
    const alive = tasks.filter((task) => task.lastStatus !== 'STOPPED');
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
    return { stopped: checks && alive.length === 0 && !(tasks.length === 0 && mayBeHidden(record, moment.now)) };
  });
});

/** Searched by `startedBy` and by the ARN in the ledger: ECS may not list a new task under either yet. */
async function tasksOf({ id, migrationTask }: ReleaseRecord, cluster: string): Promise<Task[]> {
  const arns = new Set(migrationTask === null ? [] : [migrationTask]);
  for (const arn of await everyTaskArn(cluster, { startedBy: id })) arns.add(arn);
  return await describeTasks(cluster, [...arns]);
}
