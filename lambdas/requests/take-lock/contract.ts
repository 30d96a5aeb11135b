import type { Lock } from '../../model/lock.ts';
import type { Release } from '../../model/release.ts';

export const LOCK_BUSY = 'LockBusy';

export interface Input {
  readonly release: Release;
  readonly holder: string;
  readonly now: string;
}

/** @throws LockBusy: who holds it, since when, and what would free it. */
export type Output = Lock;
