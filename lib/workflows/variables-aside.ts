import type { Outcome } from '../../lambdas/database/publish-backup-drill/contract.ts';
import type { EndedDrill } from '../../lambdas/model/backup-drill.ts';
import type { OutputOf } from '../steps/catalogue.ts';

/** Variables of the standby, beside those of warming. */
export interface OfStandby {
  /** *Restore the standby*: the instance; null: the release has ended. */
  readonly standingBy: OutputOf<'restore-standby'>['instance'];
  readonly standingSince: string;
  /** *The standby is ready to be warmed*, and when its first backup is waited for. */
  readonly backingUpSince: string;
}

/** Variables of the backup drill. */
export interface OfBackupDrill {
  /** *Begin the backup drill*: what it restores, or why it does not begin. */
  readonly begun: OutputOf<'begin-backup-drill'>;
  /** *Prove the throw-away database*: what proves it. */
  readonly drillProof: OutputOf<'prove-database'>['facts'];
  /** *The throw-away database is proven*, *The backup drill has failed*: how it went. */
  readonly drillOutcome: Outcome;
  /** *Begin to delete the throw-away database*: when. */
  readonly deletingSince: string;
  /** The same: null; *The throw-away database is left*: which, and why. */
  readonly leftBehind: EndedDrill['left'];
  /** *Publish the backup drill*: the drill, as the ledger keeps it. */
  readonly drillEnded: EndedDrill;
}
