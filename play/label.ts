import type { Execution } from '../sandbox/services/states/execution.ts';

/** What a person calls an execution: `release 1.1.0`, `rollback`. */
export function labelOf({ options }: Execution): string {
  const { version } = (options.input ?? {}) as { version?: unknown };
  return options.machineArn.endsWith('-release')
    ? `release ${typeof version === 'string' ? version : ''}`.trim()
    : (options.machineArn.split('-').pop() ?? '');
}
