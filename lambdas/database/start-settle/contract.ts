import type { DatabaseSettings } from '../../model/release.ts';

/** Input of Settle's start and of its state machine. */
export interface Settling {
  readonly rollback: string;
  /** The instance that serves now. */
  readonly instance: string;
  /** Snapshot of the replaced database; null when it could not be started. */
  readonly safetySnapshot: string | null;
  /** What the replaced instance had, as the release recorded it. */
  readonly settings: DatabaseSettings;
}

export interface Input {
  readonly settling: Settling;
}

export interface Output {
  /** Name of the execution. */
  readonly started: string;
}
