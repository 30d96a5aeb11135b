import type { Stack } from '@aws-sdk/client-cloudformation';
import type { StackBehind } from '../../model/finding.ts';

/**
 * Whether a stack has moved what it made, from the time of its last change. CloudFormation tells when that began: one that
 * still runs moves things yet, whenever it began.
 * @param stack null: the thing's tags name none, or it is gone
 * @param left since when the thing should be as the ledger says; null: the ledger does not know
 * @returns null: not known
 */
export function behind(stack: Stack | undefined, left: string | null): StackBehind | null {
  const changed = stack?.LastUpdatedTime ?? stack?.CreationTime;
  if (stack?.StackName === undefined || changed === undefined || left === null) return null;
  const runs = stack.StackStatus?.endsWith('_IN_PROGRESS') === true;
  return {
    stack: stack.StackName,
    changedAt: changed.toISOString(),
    moved: runs || changed.getTime() >= Date.parse(left),
  };
}
