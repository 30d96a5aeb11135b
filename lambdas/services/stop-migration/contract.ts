import type { Lock, Moment } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  /** Release whose migration may still run; null when none. */
  readonly release: string | null;
  readonly limitMinutes: number;
}

export interface Output {
  readonly stopped: boolean;
}
