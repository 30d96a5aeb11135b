import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { TEMPORARILY_UNAVAILABLE } from '../../lambdas/model/errors.ts';

/**
 * Errors that waiting may mend: throttling, 5xx and lost connections (every step reports them by one name), and a function
 * that could not run or did not answer. 2, 4, 8, 16, 32, 60, 60, 60 s, each times a random part: at most about 4 minutes,
 * the length of a service's short outage. After that a step is for a person.
 */
const ANYWHERE = [
  TEMPORARILY_UNAVAILABLE,
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  // A function not invoked for weeks is Inactive: its first invocation fails while Lambda makes it ready again.
  'Lambda.ResourceNotReadyException',
  'Lambda.ResourceConflictException',
  'Lambda.CodeArtifactUserPendingException',
  'Sandbox.Timedout',
  'States.Timeout',
];

/** Of a function in a network only: Lambda makes its interfaces in the subnets again. A template has a limit in bytes. */
const IN_A_NETWORK = [
  'Lambda.ENINotReadyException',
  'Lambda.EC2ThrottledException',
  'Lambda.EC2UnexpectedException',
  'Lambda.SubnetIPAddressLimitReachedException',
];

export const temporary = ({ inNetwork }: { readonly inNetwork: boolean }): RetryProps => ({
  errors: inNetwork ? [...ANYWHERE, ...IN_A_NETWORK] : ANYWHERE,
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 8,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
});
