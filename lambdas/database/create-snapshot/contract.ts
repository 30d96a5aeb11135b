import type { Lock } from '../../model/lock.ts';

export const SNAPSHOT_NOT_OURS = 'SnapshotNotOurs';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /** Release or rollback that needs the snapshot. */
  readonly work: string;
  readonly purpose: 'restore-point' | 'safety';
  readonly instance: string;
  readonly resourceId: string;
}

export interface Output {
  readonly snapshot: string;
  readonly requestedAt: string;
}
