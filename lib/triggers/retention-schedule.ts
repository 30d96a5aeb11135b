import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Runs retention once a day; an alarm reports when it fails. */
export class RetentionSchedule extends Construct {
  constructor(scope: Construct, environment: string, deleteExpired: IFunction, devops: ITopic) {
    super(scope, 'RetentionSchedule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-retention`,
      description: 'Every day: announce what expires, delete what was announced a week ago.',
      schedule: Schedule.rate(Duration.days(1)),
      // The next day makes up for a look that failed.
      targets: [new LambdaFunction(deleteExpired, { maxEventAge: Duration.hours(1), retryAttempts: 0 })],
    });
    deleteExpired
      .metricErrors({ period: Duration.hours(1), statistic: 'Sum' })
      .createAlarm(this, 'FailedAlarm', {
        alarmName: `knowngood-${environment}-retention-failed`,
        alarmDescription: "Retention has failed. Runbook: under this alarm's name.",
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(devops));
  }
}
