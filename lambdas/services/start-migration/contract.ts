import type { Lock, Moment } from '../../model/lock.ts';
import type { Target } from '../register-task-definitions/contract.ts';

export const MIGRATION_NOT_STARTED = 'MigrationNotStarted';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  /** Since when ECS is asked for it. */
  readonly since: string;
  /** How often ECS had no capacity for it: each attempt is a request of its own, with a token of its own. */
  readonly attempt: number;
  /** For so long a want of capacity is waited out. */
  readonly limitMinutes: number;
  readonly release: string;
  readonly cluster: string;
  readonly targets: readonly Target[];
  readonly migration: { readonly service: string; readonly container: string; readonly command: readonly string[] };
}

/** @throws MigrationNotStarted */
export interface Output {
  /** Null: ECS has no capacity just now. */
  readonly task: string | null;
  /** Of the task, or of the next call. */
  readonly attempt: number;
}
