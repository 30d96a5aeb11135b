import type { Followed } from '../../console/progress/steps.ts';
import type { WorkflowKind } from '../../lib/workflows/machine.ts';

const KINDS: readonly WorkflowKind[] = ['release', 'rollback', 'decision', 'settle', 'standby', 'backup-drill'];

/** Which workflow a machine's ARN, or an execution's, is of; undefined: none of ours. */
export const kindOf = (arn: string): WorkflowKind | undefined => {
  const [, , , , , type, machine = ''] = arn.split(':');
  return (type === 'stateMachine' || type === 'execution') && machine.startsWith('knowngood-')
    ? KINDS.find((kind) => machine.endsWith(`-${kind}`))
    : undefined;
};

/** What a person calls an execution: `release 1.1.0`, `rollback`. */
export function labelOf({ options: { machineArn, input } }: Followed): string {
  const kind = kindOf(machineArn) ?? '';
  const { version } = (input ?? {}) as { version?: unknown };
  return kind === 'release' && typeof version === 'string' ? `${kind} ${version}` : kind;
}
