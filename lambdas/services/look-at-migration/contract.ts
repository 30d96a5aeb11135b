import type { Moment } from '../../model/lock.ts';

export const MIGRATION_FAILED = 'MigrationFailed';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  readonly task: string;
  /** The container whose exit code decides. Exit codes of sidecars and of containers that AWS injects do not matter. */
  readonly container: string;
  readonly limitMinutes: number;
}

/** @throws MigrationFailed, TookTooLong */
export interface Output {
  readonly done: boolean;
  readonly status: string;
}
