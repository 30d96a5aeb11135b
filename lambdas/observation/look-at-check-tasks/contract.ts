import type { CheckTask } from '../../model/check-task.ts';
import type { TaskCheck } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly cluster: string;
  readonly checks: readonly TaskCheck[];
  readonly tasks: readonly CheckTask[];
  /** Names of the checks that have passed before. */
  readonly passed: readonly string[];
  /** For so long a want of capacity is waited out. */
  readonly limitMinutes: number;
}

/** @throws ChecksFailed naming every failed check, how its task ended, and how its log ends */
export interface Output {
  readonly done: boolean;
  /** A task found no capacity, or a person has redriven what had failed: start it. */
  readonly again: boolean;
  readonly tasks: readonly CheckTask[];
  /** With those that have passed now, once all have. */
  readonly passed: readonly string[];
  /** How long to wait before the next look. */
  readonly waitSeconds: number;
}
