import type { StandbyOrder } from '../../model/standby.ts';

/** Somebody else's instance has the standby's name. */
export const STANDBY_NOT_OURS = 'StandbyNotOurs';

export interface Input {
  readonly now: string;
  readonly order: StandbyOrder;
  /** Configured instance. The standby is `<instance>-kg-sb<short id>`, which the grants cover. */
  readonly instance: string;
}

/** @throws StandbyNotOurs */
export interface Output {
  /** Null: the release has ended, or does not hold the environment any more. */
  readonly instance: string | null;
}
