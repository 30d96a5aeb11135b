import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly cluster: string;
  /** Services to take to zero. */
  readonly services: readonly Service[];
  /** Counts to return to, where the caller knows better than what runs now (the known good). */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Output {
  readonly stopped: readonly string[];
}
