import { StopTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { acting, writeFacts } from '../../ledger/acting.ts';
import type { TaskCheck } from '../../model/environment.ts';
import { nextLook } from '../../model/looking.ts';
import { ecs } from '../../services/describe.ts';
import { endOfLog } from '../../services/log-end.ts';
import { describeTasks } from '../../services/tasks.ts';
import { waitedSeconds } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { calledTask } from '../called-task.ts';
import { CHECKS_FAILED } from '../run-checks/contract.ts';
import type { Input, Output } from './contract.ts';
import { type Judged, judged } from './judged.ts';

/** A check with its task, and what became of it. */
interface Seen {
  readonly check: TaskCheck;
  readonly task: Task | undefined;
  readonly is: Judged;
}

/**
 * Looks once at the tasks of checks. It fails only when none runs any more, so that the message names every failed check; one that
 * outlasts its time is stopped.
 */
export const handler = step<Input, Output>(async (input) => {
  const { lock, moment } = input;
  const described = await describeTasks(
    input.cluster,
    input.tasks.flatMap(({ task }) => task ?? []),
  );
  const seen = input.tasks.flatMap((started): Seen[] => {
    const check = input.checks.find(({ name }) => name === started.name);
    const task = described.find(({ taskArn }) => taskArn === started.task);
    return check === undefined ? [] : [{ check, task, is: judged(started, check, task, input) }];
  });
  await inParallel(seen, (one) => stopOverdue(one, input));
  const tasks = input.tasks.map((task) => {
    const is = seen.find(({ check }) => check.name === task.name)?.is;
    return is?.state === 'again' ? is.next : task;
  });
  const waitSeconds = nextLook(waitedSeconds(moment, earliest(input)));
  if (seen.some(({ is }) => is.state === 'running'))
    return { done: false, again: false, tasks: input.tasks, passed: input.passed, waitSeconds };
  // Nothing of them runs any more, but for what was told to stop just now.
  if (seen.every(({ is }) => is.state !== 'overdue'))
    await writeFacts({ lock, now: moment.now, step: 'look-at-check-tasks', status: [[['checkTasksAt'], null]] });
  if (seen.some(({ is }) => is.state === 'again'))
    return { done: false, again: true, tasks, passed: input.passed, waitSeconds };
  const failures = await inParallel(seen, failure);
  const told = failures.flatMap((why) => why ?? []);
  if (told.length > 0)
    throw new StepError(
      CHECKS_FAILED,
      `${told.length} of ${seen.length} checks that are tasks failed: ${told.join('; ')}`,
    );
  const passed = [...new Set([...input.passed, ...seen.map(({ check }) => check.name)])];
  return { done: true, again: false, tasks, passed, waitSeconds };
});

const earliest = ({ tasks, moment }: Input): string =>
  tasks.flatMap(({ startedAt }) => startedAt ?? []).sort()[0] ?? moment.now;

/** Its last state, why it ended, and how its log ends; undefined: it has not failed. */
async function failure({ check, task, is }: Seen): Promise<string | undefined> {
  if (is.state !== 'failed' && is.state !== 'overdue') return undefined;
  const { container, logGroup = null } = check.task;
  const log =
    task === undefined
      ? ''
      : ` ${await endOfLog(task, container, logGroup, `"task.logGroup" of check "${check.name}"`)}`;
  return `${calledTask(check)}: ${is.why}; expected exit code 0.${log}`;
}

async function stopOverdue({ is, task }: Seen, { lock, moment, cluster }: Input): Promise<void> {
  if (is.state !== 'overdue' || task === undefined || task.desiredStatus === 'STOPPED') return;
  await acting({ lock, now: moment.now, step: `look-at-check-tasks ${task.taskArn?.split('/').at(-1)}` }, async () => {
    await ecs.send(
      new StopTaskCommand({ cluster, task: task.taskArn, reason: 'knowngood: the check outlasts its time' }),
    );
  });
}
