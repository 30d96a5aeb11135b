import type { DatabaseSettings, SnapshotPoint } from './release.ts';
import { NOT_WARMED, type Warmth } from './warmth.ts';
import type { WriteCounts } from './writes.ts';

/** What a release made of its standby so far, in the release's record. Facts are written before the call they are about. */
export interface StandbyRecord {
  readonly instance: string;
  /** What it is restored from, as tags and messages name it. */
  readonly restorePoint: string;
  readonly since: string;
  /** What it is restored with; its deletion protection stays off until a rollback uses it. */
  readonly settings: DatabaseSettings;
  /** Null: not proven, or not yet. Until then no rollback uses it. */
  readonly proof: StandbyProof | null;
  /** What was read of it; null: not yet. */
  readonly warmth: Warmth | null;
  /** When RDS had ended its first backup; null: not yet, or nobody waited for it any longer. */
  readonly backedUpAt: string | null;
  /** Why no rollback can use it; null: it can, or is still made. */
  readonly failed: { readonly at: string; readonly why: string } | null;
}

export interface StandbyProof {
  readonly at: string;
  readonly resourceId: string;
  readonly host: string;
  readonly port: number;
  /** What was seen of it. */
  readonly facts: readonly string[];
  /** Its counters then: whoever writes to it moves them. */
  readonly counts: WriteCounts;
}

/** Input of the standby's start and of its state machine. */
export interface StandbyOrder {
  /** The release, by its id and version. */
  readonly release: string;
  readonly version: string;
  readonly restorePoint: SnapshotPoint;
  /** The live instance: its settings now are restored, where it answers. */
  readonly live: { readonly identifier: string; readonly resourceId: string };
  /** As the known good recorded them. */
  readonly settings: DatabaseSettings;
}

/** What a rollback made of the standby of the release that it undoes. */
export interface StandbyUse {
  readonly instance: string;
  readonly used: boolean;
  /** Why it is not used; null: it is. */
  readonly why: string | null;
}

/** The standby as a rollback found it. */
export interface Standing {
  /** Null: the release has none. */
  readonly use: StandbyUse | null;
  /** False: nobody could look at it. */
  readonly looked: boolean;
  /** The instance that was looked at, where it may be used; null: it may not. */
  readonly proof: Pick<StandbyProof, 'resourceId' | 'host' | 'port'> | null;
  readonly warmth: Warmth;
}

export const NO_STANDBY: Standing = { use: null, looked: true, proof: null, warmth: NOT_WARMED };
