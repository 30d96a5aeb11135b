import { Duration } from 'aws-cdk-lib';
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';
import { TEMPORARILY_UNAVAILABLE } from '../../lambdas/model/errors.ts';

/**
 * What waiting may mend: throttling, 5xx and lost connections (which every step reports by one name), and a function that
 * could not run or did not answer. 2, 4, 8, 16, 32, 60, 60, 60 s, each times a random part: at most about 4 minutes, the
 * length of a short outage of a service. A step that stays down after that is for a person.
 */
export const temporary: RetryProps = {
  errors: [
    TEMPORARILY_UNAVAILABLE,
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
    'Lambda.Unknown',
    // A function nobody invoked for weeks is Inactive: the first invocation fails while Lambda makes it ready again.
    'Lambda.ResourceNotReadyException',
    'Lambda.ResourceConflictException',
    'Lambda.CodeArtifactUserPendingException',
    // Its network interfaces in the database's subnets are made anew then.
    'Lambda.ENINotReadyException',
    'Lambda.EC2ThrottledException',
    'Lambda.EC2UnexpectedException',
    'Lambda.SubnetIPAddressLimitReachedException',
    'Sandbox.Timedout',
    'States.Timeout',
  ],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 8,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};
