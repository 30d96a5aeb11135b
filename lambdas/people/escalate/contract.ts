/** The fields that are read of EventBridge's `Step Functions Execution Status Change`. */
export interface Input {
  readonly detail: {
    readonly executionArn: string;
    readonly stateMachineArn: string;
    readonly name: string;
    readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED';
    readonly error?: string | null;
    readonly cause?: string | null;
    readonly startDate?: number | null;
    readonly stopDate?: number | null;
  };
  readonly time: string;
}

export interface Output {
  readonly told: boolean;
  readonly why: string;
}
