import type { Lock } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
}

export interface Output {
  /** What is still paused: nothing. */
  readonly paused: readonly [];
}
