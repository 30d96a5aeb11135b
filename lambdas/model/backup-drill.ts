import type { DatabaseSettings, PointInTime, SnapshotPoint } from './release.ts';

/** Tag `knowngood:purpose` of a throw-away database. */
export const THROW_AWAY = 'backup-drill';

/** What names of throw-away databases begin with: no other step's permissions cover them. */
export const throwAwayPrefix = (configured: string): string => `${configured}-kgdrill-`;

/** Name of a drill's throw-away database: at most 63 characters, where the configured name has at most 37. */
export const throwAwayName = (configured: string, drill: string): string =>
  `${throwAwayPrefix(configured)}${drill.replace(/[^a-z0-9]/g, '').slice(-17)}`;

/** Namespace and dimension of what a drill publishes; its function may publish nothing elsewhere. */
export const NAMESPACE = 'KnownGood';
export const DIMENSION = 'Environment';
export const METRICS = {
  /** From the request of the restore to the proof, as the newest proven drill measured it. */
  recovery: 'RecoveryMinutes',
  /** Age of the data that would be lost, as the same drill found it. */
  recoveryPoint: 'RecoveryPointMinutes',
  /** 1: the newest drill proved nothing, or has left its database behind. */
  failed: 'BackupDrillFailed',
  /** Since the newest proven drill; before the first one, since somebody first looked. */
  age: 'HoursSinceBackupDrill',
} as const;

/** What a drill restores, and what it would come to. */
export interface Drilled {
  readonly point: SnapshotPoint | PointInTime;
  /** When the database held what the restore brings back. */
  readonly at: string;
  /** Of the throw-away database. */
  readonly settings: DatabaseSettings;
  /** Age of the data that would be lost, were the live database lost when the drill began. */
  readonly recoveryPointMinutes: number;
}

export type DrillResult =
  /** `readyMinutes`: until it took connections; `provenMinutes`: until it was proven. Both since the restore was asked for. */
  | {
      readonly kind: 'proven';
      readonly readyMinutes: number;
      readonly provenMinutes: number;
      readonly proof: readonly string[];
    }
  | { readonly kind: 'failed'; readonly cause: string }
  /** A rollback began meanwhile. */
  | { readonly kind: 'gave-way'; readonly cause: string }
  /** It did not begin, and made nothing. */
  | { readonly kind: 'refused'; readonly why: readonly string[] };

/** A drill that is over. */
export interface EndedDrill {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Snapshot, or `<resource id>@<time>`, and what it holds; null: it did not begin. */
  readonly point: string | null;
  readonly at: string | null;
  readonly recoveryPointMinutes: number | null;
  readonly result: DrillResult;
  /** Throw-away database that could not be deleted, and why; null: nothing is left. */
  readonly left: { readonly instance: string; readonly cause: string } | null;
}

/** Backup drills of an environment. Key: `record = "backup-drill"`. */
export interface BackupDrillRecord {
  /** One higher with each drill that begins: of two that begin at once, one does. */
  readonly turn: number;
  /** When somebody first looked: a drill that never came is overdue some day. */
  readonly since: string;
  /** The drill under way, or one that was cut off; null: none. */
  readonly running: RunningDrill | null;
  readonly last: EndedDrill | null;
  /** The newest that proved its restore. */
  readonly proven: EndedDrill | null;
}

export interface RunningDrill {
  readonly id: string;
  readonly execution: string;
  readonly startedAt: string;
  readonly drilled: Drilled;
}
