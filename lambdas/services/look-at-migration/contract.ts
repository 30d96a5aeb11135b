import type { Lock, Moment } from '../../model/lock.ts';

export const MIGRATION_FAILED = 'MigrationFailed';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly release: string;
  /** Since when ECS is asked for the migration, and for how long a want of capacity is waited out. */
  readonly askingSince: string;
  readonly startedWithinMinutes: number;
  readonly attempt: number;
  readonly cluster: string;
  readonly task: string;
  /** The container whose exit code decides. Exit codes of sidecars and of containers that AWS injects do not matter. */
  readonly container: string;
  readonly limitMinutes: number;
  /** Log group whose last lines tell why it failed; null or absent: none may be read. */
  readonly logGroup?: string | null;
}

/** @throws MigrationFailed, MigrationNotStarted, TookTooLong */
export interface Output {
  readonly done: boolean;
  /** Fargate had no capacity and no container ever ran: it is started again. */
  readonly again: boolean;
  /** Of the task, or of the next one. */
  readonly attempt: number;
  readonly status: string;
}
