import { DescribeTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { writeFacts } from '../../ledger/acting.ts';
import { isWithin, withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { endOfLog } from '../log-end.ts';
import { MIGRATION_NOT_STARTED } from '../start-migration/contract.ts';
import { type Input, MIGRATION_FAILED, type Output } from './contract.ts';
import { outcome } from './outcome.ts';

/**
 * Looks at the migration task once; its exit code decides. Of a task that never ran the ledger says no more that a migration
 * may have begun: no database is restored for it.
 */
export const handler = step<Input, Output>(async (input) => {
  const { attempt, moment } = input;
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: input.cluster, tasks: [input.task] }));
  const { state, why, capacity = false } = outcome(tasks?.[0], input.container);
  if (state === 'never-ran') {
    await forget(input);
    if (capacity && isWithin(moment, input.askingSince, input.startedWithinMinutes))
      return { done: false, again: true, attempt: attempt + 1, status: why };
  }
  if (state === 'failed' || state === 'never-ran') {
    throw new StepError(
      // As the step that asks for it says: no task had the capacity to run, and nothing of the migration's own has failed.
      capacity ? MIGRATION_NOT_STARTED : MIGRATION_FAILED,
      state === 'failed'
        ? `The migration task ${input.task} failed: ${why}; expected exit code 0. ${await logOf(input, tasks?.[0])}`
        : `The migration task ${input.task} never ran: ${why}; expected exit code 0. Nothing was migrated.`,
    );
  }
  if (state === 'running')
    withinDeadline(moment, input.since, input.limitMinutes, `the migration task ${input.task} (${why})`);
  return { done: state === 'succeeded', again: false, attempt, status: why };
});

const logOf = ({ container, logGroup = null }: Input, task: Task | undefined): Promise<string> | string =>
  task === undefined ? '' : endOfLog(task, container, logGroup);

const forget = ({ lock, moment, release }: Input): Promise<void> =>
  writeFacts({
    lock,
    now: moment.now,
    step: 'look-at-migration',
    record: { key: `release#${release}`, set: [[['migrationStartedAt'], null]] },
  });
