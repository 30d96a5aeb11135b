import type { ReleaseOutcome } from '../../model/ledger.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly release: string;
  readonly outcome: Exclude<ReleaseOutcome, 'running'>;
}

export interface Output {
  readonly outcome: ReleaseOutcome;
}
