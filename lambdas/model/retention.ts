import type { Pointer } from './environment.ts';

/** `database.retention`: how long knowngood keeps what it made. */
export interface RetentionRule {
  /** So many of the newest restore points are kept, however old. */
  readonly restorePoints: number;
  /** Everything is kept for so many days at least. */
  readonly days: number;
}

/** `database.retention.prices`: what its announcements reckon with. */
export interface Prices {
  /** ISO 4217. */
  readonly currency: string;
  /** Of a GiB and a month: backup storage, and storage of an instance. */
  readonly snapshotGibMonth: number;
  readonly storageGibMonth: number;
  /** Class of an instance -> its hour. */
  readonly instanceHour: Readonly<Record<string, number>>;
  /** Where they are from, of which Region and day: told with them. */
  readonly source: string;
}

/** What retention looks at, from its function's variable `RETAINED` (JSON). */
export interface Retained {
  /** `database.instance`. */
  readonly instance: string;
  readonly pointer: Pointer;
  readonly rule: RetentionRule;
  /** Absent: what things cost is unknown. */
  readonly prices?: Prices;
}

/** Tag with the day (`2026-12-31`, UTC) behind which something may be deleted. Retention sets it when it tells people. */
export const DELETE_AFTER_TAG = 'knowngood:delete-after';
/** Tag of a person, with any value: what carries it is never deleted. */
export const KEEP_TAG = 'knowngood:keep';
/** Between the announcement of a deletion and the deletion. */
export const ANNOUNCED_DAYS = 7;
/** The same of a standby, which is told when it is made, and is paid for every hour: it is deleted at the look of the next day. */
export const STANDBY_ANNOUNCED_DAYS = 0;

/** What retention may delete, by its tag `knowngood:purpose`. */
export const EXPIRING_SNAPSHOTS = ['restore-point', 'safety', 'before-fence'] as const;
export const EXPIRING_INSTANCES = ['quarantined', 'restored', 'standby'] as const;
export type ExpiringPurpose = (typeof EXPIRING_SNAPSHOTS)[number] | (typeof EXPIRING_INSTANCES)[number];

/** A snapshot or a database that retention deletes, or will. */
export interface Expiring {
  readonly kind: 'snapshot' | 'instance';
  readonly id: string;
  readonly purpose: ExpiringPurpose;
  /** Id of the release or rollback that it is of. */
  readonly work: string;
  /** Last day on which it is there for sure, `2026-12-31`, UTC. */
  readonly after: string;
  /** Storage; of a snapshot the most that it can free. Null: RDS does not say. */
  readonly gib: number | null;
  /** Null: it is a snapshot. */
  readonly instanceClass: string | null;
  /** What keeps it for as long as nobody changes it; null: nothing. */
  readonly held: 'deletion-protection' | 'read-replicas' | null;
}

/** What AWS refused, and why. */
export interface NotDeleted extends Expiring {
  readonly cause: string;
}
