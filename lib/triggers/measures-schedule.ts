import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Reads the measures of post-mortems once a day; an alarm reports when it fails. */
export class MeasuresSchedule extends Construct {
  constructor(scope: Construct, environment: string, remindOfMeasures: IFunction, devops: ITopic) {
    super(scope, 'MeasuresSchedule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-measures`,
      description: 'Every day: remind of the corrective measures of post-mortems.',
      schedule: Schedule.rate(Duration.days(1)),
      // The next day makes up for a look that failed.
      targets: [new LambdaFunction(remindOfMeasures, { maxEventAge: Duration.hours(1), retryAttempts: 0 })],
    });
    remindOfMeasures
      .metricErrors({ period: Duration.hours(1), statistic: 'Sum' })
      .createAlarm(this, 'FailedAlarm', {
        alarmName: `knowngood-${environment}-measures-failed`,
        alarmDescription: "Nobody was reminded of corrective measures. Runbook: under this alarm's name.",
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(devops));
  }
}
