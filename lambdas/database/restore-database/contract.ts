import type { Lock } from '../../model/lock.ts';
import type { DatabaseSettings, RestorePoint } from '../../model/release.ts';

export const RESTORE_NOT_OURS = 'RestoreNotOurs';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /** Rollback that restores. */
  readonly work: string;
  /** Configured instance. The new one is `<instance>-kg-<short id>`, which the grants cover. */
  readonly instance: string;
  readonly restorePoint: RestorePoint;
  readonly settings: DatabaseSettings;
}

export interface Output {
  readonly instance: string;
}
