import type { StandbyProof } from '../../model/standby.ts';
import type { Warmth } from '../../model/warmth.ts';

export interface Input {
  readonly now: string;
  readonly release: string;
  /** What the standby has come to. */
  readonly reached:
    | {
        readonly kind: 'proven';
        /** `unknown`: nothing was compared. A person accepts nothing of a standby. */
        readonly proven: 'yes' | 'accepted' | 'unknown';
        readonly proof: Omit<StandbyProof, 'at'>;
      }
    | { readonly kind: 'warmed'; readonly warmth: Warmth }
    | { readonly kind: 'backed-up' }
    | { readonly kind: 'failed'; readonly why: string };
}

/** The standby is not proven: no rollback will use it. */
export const STANDBY_NOT_PROVEN = 'StandbyNotProven';

/** @throws StandbyNotProven */
export type Output = null;
