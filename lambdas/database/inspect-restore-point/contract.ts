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
  /** It is fit, and RDS cannot restore it yet: the log is shipped every five minutes. */
  readonly ahead: boolean;
  /** Why it is not fit, each with the value found and the value expected. */
  readonly problems: readonly string[];
  /** When the database held what a restore brings back; empty: nobody knows. */
  readonly time: string;
}
