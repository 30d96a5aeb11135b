import type { Moment } from '../../model/lock.ts';

export const SNAPSHOT_FAILED = 'SnapshotFailed';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly snapshot: string;
  readonly limitMinutes: number;
}

/** @throws SnapshotFailed, TookTooLong */
export interface Output {
  readonly available: boolean;
  readonly status: string;
  /** Percent of data copied, as RDS estimates it; it does not prove completion. */
  readonly percent: number;
}
