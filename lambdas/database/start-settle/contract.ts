import type { Settling } from '../../model/settling.ts';

export interface Input {
  readonly settling: Settling;
}

export interface Output {
  /** Name of the execution. */
  readonly started: string;
}
