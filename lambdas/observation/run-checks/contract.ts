import type { CheckTask } from '../../model/check-task.ts';
import type { Check, TaskCheck } from '../../model/environment.ts';

export const CHECKS_FAILED = 'ChecksFailed';

export interface Input {
  /** Public URL of the application. */
  readonly url: string;
  readonly checks: readonly Check[];
  /** Those that are tasks: which of them are to run is answered. Absent: the execution began under a control plane that knew of none. */
  readonly checkTasks?: readonly TaskCheck[];
  readonly affected: readonly string[];
  /** Go through the maintenance page. */
  readonly bypass: boolean;
}

/** @throws ChecksFailed naming every failed check, what it got and what was expected */
export interface Output {
  readonly passed: readonly string[];
  /** Chosen checks that are tasks: to be started. */
  readonly tasks: readonly CheckTask[];
}
