import type { Lock } from '../../model/lock.ts';
import type { Target } from '../register-task-definitions/contract.ts';

export const MIGRATION_NOT_STARTED = 'MigrationNotStarted';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: string;
  readonly cluster: string;
  readonly targets: readonly Target[];
  readonly migration: { readonly service: string; readonly container: string; readonly command: readonly string[] };
}

export interface Output {
  readonly task: string;
}
