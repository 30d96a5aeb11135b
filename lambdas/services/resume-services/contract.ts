import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly cluster: string;
  /** Release that opens the environment again; null for a rollback. */
  readonly release: string | null;
}

/** The resumed services with the counts to look for. Empty: nothing was stopped. */
export interface Output {
  readonly resumed: Readonly<Record<string, number>>;
}
