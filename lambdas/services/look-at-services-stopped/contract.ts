import type { Moment } from '../../model/lock.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  readonly services: readonly string[];
  readonly limitMinutes: number;
}

/** @throws TookTooLong */
export interface Output {
  /** No task of any of the services runs, starts or drains. */
  readonly stopped: boolean;
  readonly tasks: number;
}
