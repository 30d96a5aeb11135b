import type { Lock, Moment } from '../../model/lock.ts';

export const SNAPSHOT_NOT_OURS = 'SnapshotNotOurs';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  /** Since when it is asked for, and for how long RDS may be busy otherwise. */
  readonly since: string;
  readonly limitMinutes: number;
  /** Release or rollback that needs the snapshot. */
  readonly work: string;
  /** `before-fence`: nobody restores it; the next snapshot copies only what changed since. */
  readonly purpose: 'restore-point' | 'safety' | 'before-fence';
  readonly instance: string;
  readonly resourceId: string;
}

/** @throws SnapshotNotOurs, TookTooLong */
export interface Output {
  /** False: RDS makes another backup or a change just now, and is to be asked again. */
  readonly asked: boolean;
  readonly snapshot: string;
  readonly requestedAt: string;
}
