import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { writeFacts } from '../ledger/acting.ts';
import { environmentName, readStatus } from '../ledger/table.ts';
import { startedByChecks } from '../model/check-task.ts';
import { withinDeadline } from '../step/deadline.ts';
import { ecs } from './describe.ts';
import type { Input } from './stop-migration/contract.ts';
import { maySoonBeSeen } from './stop-migration/hidden.ts';
import { describeTasks, everyTaskArn } from './tasks.ts';

/**
 * Stops the tasks of checks that the last holder has started: they may write behind the fence. True: none runs. The ledger says
 * since when any may: mostly there is nothing to ask ECS.
 */
export async function stopCheckTasks({ lock, moment, cluster, since, limitMinutes }: Input): Promise<boolean> {
  const { checkTasksAt = null } = await readStatus();
  if (checkTasksAt === null) return true;
  const startedBy = startedByChecks(environmentName());
  const found = await describeTasks(cluster, await everyTaskArn(cluster, { startedBy }));
  const alive = found.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  for (const { taskArn } of alive.filter(({ desiredStatus }) => desiredStatus !== 'STOPPED'))
    await ecs.send(new StopTaskCommand({ cluster, task: taskArn, reason: 'knowngood: a rollback has begun' }));
  if (alive.length > 0) withinDeadline(moment, since, limitMinutes, 'the tasks of checks to stop');
  if (alive.length > 0 || maySoonBeSeen(checkTasksAt, moment.now)) return false;
  await writeFacts({ lock, now: moment.now, step: 'stop-migration', status: [[['checkTasksAt'], null]] });
  return true;
}
