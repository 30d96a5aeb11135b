import type { Pointer } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';
import type { Attempts, Difference, Settling } from '../../model/settling.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly settling: Settling;
  readonly pointer: Pointer;
  readonly attempts: Attempts;
  readonly limitMinutes: number;
}

/** @throws TookTooLong */
export interface Output {
  /** RDS has finished the instance and the safety snapshot, and nothing is owed that is worth asking for; or it was replaced. */
  readonly settled: boolean;
  /** The application uses another database by now: nothing is applied to this one any more. */
  readonly replaced: boolean;
  /** RDS takes changes, no release or rollback holds the environment, and something is owed. */
  readonly owed: boolean;
  readonly status: string;
  /** `available`, `failed`, `none`, … */
  readonly snapshotStatus: string;
  /** Empty until it is settled. */
  readonly differences: readonly Difference[];
}
