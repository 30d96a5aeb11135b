import type { Criterion } from '../model/environment.ts';

/**
 * A rollback by hand, as a command to copy. Its reason is left to whoever types it: the placeholder is refused.
 * @param machine ARN of the rollback workflow
 */
export const rollbackCommand = (machine: string, criterion: Criterion): string =>
  `aws stepfunctions start-execution --state-machine-arn ${machine} --input '${JSON.stringify({ criterion, reason: '<why>' })}'`;
