import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface Notifiers {
  /** Sends a workflow's messages. */
  readonly sendMessage: IFunction;
  /** Reports how an execution has ended. */
  readonly escalate: IFunction;
}

/**
 * An alarm on each function that notifies people. When one fails, CloudWatch itself notifies DevOps, using none of the
 * control plane's own roles (decision 18).
 */
export class NotificationFailureAlarms extends Construct {
  constructor(scope: Construct, environment: string, { sendMessage, escalate }: Notifiers, devops: ITopic) {
    // The id stays as it was deployed, so that no resource is replaced.
    super(scope, 'UntoldAlarms');
    const alarm = (id: string, teller: IFunction, alarmName: string, what: string): void =>
      teller
        .metricErrors({ period: Duration.minutes(1), statistic: 'Sum' })
        .createAlarm(this, id, {
          alarmName,
          alarmDescription: `${what} Runbook: under this alarm's name.`,
          // One error must be enough: a denied call fails once and is not retried.
          threshold: 1,
          comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
          evaluationPeriods: 1,
          treatMissingData: TreatMissingData.NOT_BREACHING,
        })
        .addAlarmAction(new SnsAction(devops));
    alarm('Message', sendMessage, `knowngood-${environment}-message-not-sent`, 'A message could not be sent.');
    alarm('Ending', escalate, `knowngood-${environment}-ending-not-told`, 'How a workflow ended could not be told.');
  }
}
