import type { Listener } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly listeners: readonly Listener[];
  readonly expect: 'up' | 'down';
  /** Path that a running application answers with less than 500. */
  readonly path: string;
  /** Raising goes on unproven after this long; lowering throws TookTooLong after it. */
  readonly limitSeconds: number;
}

export interface Output {
  /** Users get the page (`up`), or the application (`down`), on every listener. */
  readonly proven: boolean;
  /** Raising only: the time is over; whether to go on is the workflow's decision. */
  readonly over: boolean;
  /** `<listener>: <what was seen>` where it is not as expected. */
  readonly seen: readonly string[];
}
