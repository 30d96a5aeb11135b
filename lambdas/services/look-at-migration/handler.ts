import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { withinDeadline } from '../../step/deadline.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { ecs } from '../describe.ts';
import { type Input, MIGRATION_FAILED, type Output } from './contract.ts';
import { outcome } from './outcome.ts';

/** Looks at the migration task once; its exit code decides. */
export const handler = step<Input, Output>(async (input) => {
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: input.cluster, tasks: [input.task] }));
  const { state, why } = outcome(tasks?.[0], input.container);
  if (state === 'failed') {
    throw new StepError(
      MIGRATION_FAILED,
      `The migration task ${input.task} failed: ${why}; expected exit code 0. Its log says more.`,
    );
  }
  if (state === 'running')
    withinDeadline(input.moment, input.since, input.limitMinutes, `the migration task ${input.task} (${why})`);
  return { done: state === 'succeeded', status: why };
});
