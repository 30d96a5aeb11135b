import type { Moment } from '../../model/lock.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  /** Execution of the release; empty when there is none to stop. */
  readonly execution: string;
  readonly reason: string;
  /** A release that started this rollback is about to fail with its own error: it gets this long to do so. */
  readonly graceSeconds: number;
}

export interface Output {
  readonly ended: boolean;
}
