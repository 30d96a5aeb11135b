/** A check that is a task, on its way. One per check; it travels through the states. */
export interface CheckTask {
  /** Of the check. */
  readonly name: string;
  /** ARN of its task; null: it is to be started. */
  readonly task: string | null;
  /** Each attempt is a request of its own, with a token of its own. */
  readonly attempt: number;
  /** Since when ECS is asked for it, and since when it is started; null: not yet. */
  readonly askedSince: string | null;
  readonly startedAt: string | null;
}

/** By what every task of a check is started: whoever takes the environment over finds those of the last holder. */
export const startedByChecks = (environment: string): string => `knowngood-${environment}-checks`;
