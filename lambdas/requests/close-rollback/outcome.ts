import type { ReleaseOutcome, RollbackRecord } from '../../model/ledger.ts';

/** What a rollback's end makes of the release it was about. */
export function releaseOutcome(rollback: RollbackRecord['outcome']): ReleaseOutcome {
  switch (rollback) {
    case 'nothing-to-undo':
      return 'failed';
    case 'reopen':
      // It serves again by a person's decision, but nothing has verified it: not good until a person confirms.
      return 'unobserved';
    default:
      return 'rolled-back';
  }
}

/** A trigger that is only reported ends no release: the newest one is not its cause. */
export const releasesEnded = (rollback: RollbackRecord['outcome'], undone: readonly string[]): readonly string[] =>
  rollback === 'notify-only' ? [] : undone;
