import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { WAKE_EVERY } from '../workflows/wake.ts';

/** Invokes every function once a week; an alarm reports when one does not answer, whatever works otherwise. */
export class WakeSchedule extends Construct {
  constructor(scope: Construct, environment: string, wake: StateMachine, devops: ITopic) {
    super(scope, 'WakeSchedule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-wake`,
      description: 'Every week: invoke every function of the workflows, without work.',
      schedule: Schedule.rate(WAKE_EVERY),
      targets: [new SfnStateMachine(wake, { maxEventAge: Duration.hours(1), retryAttempts: 2 })],
    });
    wake
      .metricFailed({ period: Duration.minutes(5), statistic: 'Sum' })
      .createAlarm(this, 'FailedAlarm', {
        alarmName: `knowngood-${environment}-functions-do-not-answer`,
        alarmDescription:
          "A function that a release or a rollback needs does not answer. Runbook: under this alarm's name.",
        threshold: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      })
      .addAlarmAction(new SnsAction(devops));
  }
}
