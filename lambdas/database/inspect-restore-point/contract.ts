import type { LiveDatabase, RestorePoint } from '../../model/release.ts';

export interface Input {
  readonly now: string;
  readonly restorePoint: RestorePoint;
  readonly database: LiveDatabase;
  /** Older restore points are refused. */
  readonly oldestHours: number;
}

export interface Output {
  readonly fit: boolean;
  /** Why it is not fit, each with the value found and the value expected. */
  readonly problems: readonly string[];
  readonly snapshotTime: string;
}
