import type { Moment } from '../../model/lock.ts';

/** The drill's own, as its workflow asks; or, as the hourly schedule asks, every one whose drill runs no more. */
export type Input = OfDrill | { readonly time: string };

export interface OfDrill {
  readonly moment: Moment;
  readonly since: string;
  /** Id of the drill. */
  readonly work: string;
  readonly limitMinutes: number;
}

/** @throws TookTooLong when RDS has not deleted it in time */
export interface Output {
  /** Nothing is left of it. */
  readonly gone: boolean;
  /** Names of those that RDS was asked to delete now. */
  readonly deleted: readonly string[];
}
