import type { Lock } from '../../model/lock.ts';
import type { DatabaseSettings, RestorePoint } from '../../model/release.ts';
import type { Difference } from '../../model/settling.ts';
import type { StandbyUse, Standing } from '../../model/standby.ts';
import type { Warmth } from '../../model/warmth.ts';

export const RESTORE_NOT_OURS = 'RestoreNotOurs';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  /** Rollback that restores. */
  readonly work: string;
  /** Configured instance. The new one is `<instance>-kg-<short id>`, which the grants cover. */
  readonly instance: string;
  readonly restorePoint: RestorePoint;
  /** The instance to be replaced: its settings now are restored, where it still answers. */
  readonly live: { readonly identifier: string; readonly resourceId: string };
  /** As the known good recorded them. */
  readonly settings: DatabaseSettings;
  /** The release's standby; absent: the execution began under a control plane that knew of none. */
  readonly standing?: Standing;
}

export interface Output {
  readonly instance: string;
  /** It was kept, and nothing is restored: it is warm, and a quarantine is to be lifted. */
  readonly kept: boolean;
  /** What it is restored with, and is to have once Settle has applied what is owed. */
  readonly settings: DatabaseSettings;
  /** Settings that were changed between the known good and now. */
  readonly changed: readonly Difference[];
  /** Whether the instance is the release's standby, and else why not; null: it had none. */
  readonly standby: StandbyUse | null;
  /** What was read of it before. */
  readonly warmth: Warmth;
}
