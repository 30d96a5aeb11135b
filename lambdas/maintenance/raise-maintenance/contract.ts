import type { Listener } from '../../model/environment.ts';
import type { Lock } from '../../model/lock.ts';

export const PRIORITY_TAKEN = 'PriorityTaken';
/** The listener's rules leave no room for the page, or none leads to the application. */
export const LISTENER_UNFIT = 'ListenerUnfit';

export interface Input {
  readonly lock: Lock;
  readonly now: string;
  readonly listeners: readonly Listener[];
  /** Rule priorities reserved on every listener; the bypass must come first. */
  readonly priorities: { readonly bypass: number; readonly page: number };
  /** HTML of at most 1024 bytes. */
  readonly page: string;
}

/** @throws PriorityTaken when somebody else's rule has a reserved priority, ListenerUnfit */
export interface Output {
  readonly raised: number;
}
