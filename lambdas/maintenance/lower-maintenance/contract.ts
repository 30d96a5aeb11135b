import type { Listener } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly listeners: readonly Listener[];
}

export interface Output {
  /** Rules removed; 0 when none of ours was there. */
  readonly removed: number;
}
