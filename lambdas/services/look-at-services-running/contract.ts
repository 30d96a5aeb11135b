import type { Lock, Moment } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  readonly resumed: Readonly<Record<string, number>>;
  readonly limitMinutes: number;
}

/** @throws TookTooLong */
export interface Output {
  readonly running: boolean;
  /** Null: for nothing. */
  readonly waitingFor: string | null;
}
