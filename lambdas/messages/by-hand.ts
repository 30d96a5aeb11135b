import type { Criterion } from '../model/environment.ts';

/**
 * A rollback by hand, as a command to copy. Its reason is left to whoever types it: the placeholder is refused.
 * @param machine ARN of the rollback workflow
 * @param why the placeholder, in the reader's language
 */
export const rollbackCommand = (machine: string, criterion: Criterion, why = '<why>'): string =>
  `aws stepfunctions start-execution --state-machine-arn ${machine} --input '${JSON.stringify({ criterion, reason: why })}'`;
