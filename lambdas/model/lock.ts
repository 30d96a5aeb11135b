/** Proof of holding the environment's lock: every acting step shows it. */
export interface Lock {
  /** ARN of the execution that holds it. */
  readonly holder: string;
  /** Fencing number, one higher at each taking: an older holder's writes are refused. */
  readonly fence: number;
}

/** Time as the state knows it; handlers never read a clock. ISO 8601. */
export interface Moment {
  readonly now: string;
  /** When the execution was last redriven, or null: deadlines start again there. */
  readonly redrivenAt: string | null;
}

export type EnvironmentStatus = 'open' | 'releasing' | 'rolling-back' | 'frozen';
