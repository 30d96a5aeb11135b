import type { Schedule } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly schedules: readonly Schedule[];
}

export interface Output {
  /** Everything that is paused now, whoever paused it. */
  readonly paused: readonly string[];
}
