import type { Service } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly cluster: string;
  /** Services to stop. */
  readonly services: readonly Service[];
  /** Counts of the known good. A service that runs more tasks now returns to those. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Output {
  readonly stopped: readonly string[];
}
