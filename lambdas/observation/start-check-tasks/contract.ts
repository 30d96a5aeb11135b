import type { CheckTask } from '../../model/check-task.ts';
import type { TaskCheck } from '../../model/environment.ts';
import type { Lock, Moment } from '../../model/lock.ts';

export interface Input {
  readonly lock: Lock;
  readonly moment: Moment;
  readonly cluster: string;
  /** Public URL of the application. */
  readonly url: string;
  /** The task gets the header that leads through the maintenance page. */
  readonly bypass: boolean;
  readonly checks: readonly TaskCheck[];
  readonly tasks: readonly CheckTask[];
  /** For so long a want of capacity is waited out. */
  readonly limitMinutes: number;
}

/** @throws ChecksFailed naming every check whose task ECS does not start */
export interface Output {
  readonly tasks: readonly CheckTask[];
  /** ECS has taken all of them; otherwise it has no capacity just now. */
  readonly taken: boolean;
}
