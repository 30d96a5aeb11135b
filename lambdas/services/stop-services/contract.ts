import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly cluster: string;
  /** Services to take to zero. */
  readonly services: readonly Service[];
  /** Counts of the known good; more is returned to where more run now. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Output {
  readonly stopped: readonly string[];
}
