import type { ReleaseOutcome } from '../../model/ledger.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: string;
  /** `refused`: before it touched anything. `watched`: to the end of its watch. */
  readonly ended: 'refused' | 'watched';
  /** Whether the watch saw data; null without a watch. */
  readonly observed: boolean | null;
}

export interface Output {
  readonly outcome: ReleaseOutcome;
}
