import type { Listener } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';

/** Checks would meet the page: something takes the bypass's header away. */
export const BYPASS_SHUT = 'BypassShut';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly listeners: readonly Listener[];
  readonly expect: 'up' | 'down';
  /** Path that a running application answers with a status below 500. */
  readonly path: string;
  /** After this time raising goes on unproven, and lowering throws TookTooLong. */
  readonly limitSeconds: number;
  /** Raising only: look through the bypass too, and do not go on while checks cannot get in. A rollback does not wait for that. */
  readonly needsBypass: boolean;
}

/** @throws TookTooLong, BypassShut */

export interface Output {
  /** Users get the page (`up`), or the application (`down`), on every listener. */
  readonly proven: boolean;
  /** Raising only: the time is over. The workflow decides whether to go on. */
  readonly over: boolean;
  /** `<listener>: <what was seen>` of each listener that is not as expected. */
  readonly seen: readonly string[];
}
