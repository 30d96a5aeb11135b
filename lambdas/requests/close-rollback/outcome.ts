import type { ReleaseOutcome, RollbackRecord } from '../../model/ledger.ts';

/**
 * Outcome of a release after the rollback about it.
 * @param forward the release that was undone runs again, by a person's decision
 */
export function releaseOutcome(rollback: RollbackRecord['outcome'], forward = false): ReleaseOutcome {
  if (forward && rollback === 'done') return 'unobserved';
  switch (rollback) {
    case 'nothing-to-undo':
      return 'failed';
    case 'reopen':
      // It serves again by a person's decision, but nothing has verified it: a person must confirm that it is good.
      return 'unobserved';
    default:
      return 'rolled-back';
  }
}

/** A trigger that was only reported ends no release: the newest one is not its cause. */
export const releasesEnded = (rollback: RollbackRecord['outcome'], undone: readonly string[]): readonly string[] =>
  rollback === 'notify-only' ? [] : undone;
