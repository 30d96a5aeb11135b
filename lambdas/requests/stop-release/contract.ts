import type { Moment } from '../../model/lock.ts';
import type { Trigger } from '../../model/rollback.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  /** Execution of the release; null: there is none to stop. */
  readonly execution: string | null;
  /** What started the rollback. */
  readonly trigger: Pick<Trigger, 'kind' | 'reason'>;
  /** Seconds that a release which started this rollback itself has to fail with its own error. */
  readonly graceSeconds: number;
}

export interface Output {
  readonly ended: boolean;
}
