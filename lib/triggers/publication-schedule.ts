import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A template that reads parameters is deployed by people: minutes are soon enough. */
const EVERY = Duration.minutes(5);

/** Publishes what runs; an alarm reports when three looks have failed. */
export class PublicationSchedule extends Construct {
  constructor(scope: Construct, environment: string, publishRunning: IFunction, devops: ITopic) {
    super(scope, 'PublicationSchedule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-publication`,
      description: 'Every five minutes: publish what runs as parameters.',
      schedule: Schedule.rate(EVERY),
      // The next look makes up for one that failed.
      targets: [new LambdaFunction(publishRunning, { maxEventAge: Duration.minutes(1), retryAttempts: 0 })],
    });
    publishRunning
      .metricErrors({ period: EVERY, statistic: 'Sum' })
      .createAlarm(this, 'FailedAlarm', {
        alarmName: `knowngood-${environment}-publication-failed`,
        alarmDescription: "What runs has not been published for 15 minutes. Runbook: under this alarm's name.",
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 3,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(devops));
  }
}
