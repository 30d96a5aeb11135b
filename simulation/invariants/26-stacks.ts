import type { Run } from '../run/run.ts';
import { actsOf } from './acts.ts';
import { executionOf, nameOfExecution } from './executions.ts';

/**
 * A release that looked while a stack of the environment updated changes nothing: CloudFormation writes back what it has, and each
 * would undo the other.
 */
export function stacks(run: Run): string[] {
  const { calls, facts } = run.world;
  const looked = calls.filter(
    ({ at, operation, machine, took, fault }) =>
      operation === 'DescribeStacks' &&
      machine === 'release' &&
      took &&
      fault === '' &&
      facts.stackUpdates.some(({ from, until }) => from < at && at < until),
  );
  const acts = actsOf(run);
  return [...new Set(looked.map(({ execution }) => execution))]
    .filter((execution) => acts.some((act) => act.execution === execution))
    .flatMap((arn) => {
      const execution = executionOf(run, arn);
      return execution === undefined ? [] : [`${nameOfExecution(execution)} went on while a stack updated`];
    });
}
