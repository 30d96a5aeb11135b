import type { ReleaseOutcome } from '../../model/ledger.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: string;
  /** Refused before it touched anything; a dry run; or watched to its end. */
  readonly ended: 'refused' | 'planned' | 'watched';
  /** Whether the watch saw data; null where there was no watch. */
  readonly observed: boolean | null;
}

export interface Output {
  readonly outcome: ReleaseOutcome;
}
