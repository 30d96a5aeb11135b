/** Proof of holding the environment's lock: every acting step shows it. */
export interface Lock {
  /** ARN of the execution that holds it. */
  readonly holder: string;
  /** Fencing number, one higher each time the lock is taken. The writes of an older holder are refused. */
  readonly fence: number;
}

/** Time as the workflow's state knows it, ISO 8601: handlers never read a clock. */
export interface Moment {
  readonly now: string;
  /** When the execution was last redriven, or null. Deadlines start again then. */
  readonly redrivenAt: string | null;
}

export type EnvironmentStatus = 'open' | 'releasing' | 'rolling-back' | 'frozen';
