/**
 * Event that CloudFormation sends for a custom resource
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html).
 */
export interface Input {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Where the answer is put, once; whoever has it may answer for us. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  /** Absent when it is created. */
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: {
    /** ARNs of the environment's state machines. */
    readonly machines: readonly string[];
  };
}

/** What CloudFormation was answered. */
export interface Output {
  readonly status: 'SUCCESS' | 'FAILED';
  /** Why a removal is refused; empty otherwise. */
  readonly reason: string;
}
