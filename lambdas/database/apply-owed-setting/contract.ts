import type { Attempts, Settling } from '../../model/settling.ts';

export interface Input {
  readonly settling: Settling;
  readonly attempts: Attempts;
}

/** With this attempt. */
export type Output = Attempts;
