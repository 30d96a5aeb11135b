import type { Pointer } from '../../model/environment.ts';

/** Input that the rule of the schedule passes on. */
export interface Input {
  /** When the schedule fired, ISO 8601. */
  readonly time: string;
}

/** What is looked at, from the function's variable `PUBLISHED` (JSON). */
export interface Published {
  readonly cluster: string;
  readonly pointer: Pointer;
}

export interface Output {
  /** Names of the parameters that were written. */
  readonly written: readonly string[];
  /** What was left as it was published last, each with the reason. */
  readonly left: readonly string[];
}
