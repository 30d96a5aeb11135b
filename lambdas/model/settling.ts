import type { DatabaseSettings } from './release.ts';
import type { Warmth } from './warmth.ts';

/** One setting of two instances, as people read it; `none` where there is none. */
export interface Difference {
  readonly setting: string;
  readonly found: string;
  readonly had: string;
}

/** What Settle applies, in this order. */
export const OWED_CHANGES = [
  'storage-growth',
  'maintenance-window',
  'monitoring',
  'insights',
  'associated-role',
  'deletion-protection',
] as const;
export type OwedChange = (typeof OWED_CHANGES)[number];

/** A change that RDS was asked for. */
export interface AskedChange {
  readonly change: OwedChange;
  /** The feature of an associated role; empty for other changes. */
  readonly of: string;
}

/** A change that RDS refused, and why. */
export interface RefusedChange extends AskedChange {
  readonly cause: string;
}

/** What Settle has asked RDS for: a change once more for each time it was asked for. */
export interface Attempts {
  readonly tried: readonly AskedChange[];
  readonly refused: readonly RefusedChange[];
}

/** Input of Settle's start and of its state machine. */
export interface Settling {
  readonly rollback: string;
  /** Rollback whose record says what the instance is to have: the one that restored it. */
  readonly work: string;
  /** The instance that serves now. */
  readonly instance: string;
  /** Snapshot of the replaced database; null when it could not be started. */
  readonly safetySnapshot: string | null;
  /** What the replaced instance had when it was restored. */
  readonly settings: DatabaseSettings;
  /** Settings that had been changed between the release and the restore: the restored instance has the newer ones. */
  readonly changed: readonly Difference[];
  /** What of its configured tables was read before users came back: Settle goes on with what is left. */
  readonly warmth: Warmth;
}
