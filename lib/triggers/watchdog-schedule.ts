import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A watchdog that does not run cannot report it: an alarm does, after this long without a good look. */
const SILENT_FOR = Duration.minutes(5);

/** Runs the watchdog every minute; an alarm reports when it does not run. */
export class WatchdogSchedule extends Construct {
  constructor(scope: Construct, environment: string, watchdog: IFunction, devops: ITopic) {
    super(scope, 'WatchdogSchedule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-watchdog`,
      description: 'Every minute: look for what no event told.',
      schedule: Schedule.rate(Duration.minutes(1)),
      // The next look makes up for one that failed.
      targets: [new LambdaFunction(watchdog, { maxEventAge: Duration.minutes(1), retryAttempts: 0 })],
    });
    new Alarm(this, 'SilentAlarm', {
      alarmName: `knowngood-${environment}-watchdog-silent`,
      alarmDescription: "The watchdog has not looked for five minutes. Runbook: under this alarm's name.",
      metric: new MathExpression({
        label: 'looks that ended well',
        expression: 'invocations - FILL(errors, 0)',
        usingMetrics: {
          invocations: watchdog.metricInvocations({ period: SILENT_FOR, statistic: 'Sum' }),
          errors: watchdog.metricErrors({ period: SILENT_FOR, statistic: 'Sum' }),
        },
        period: SILENT_FOR,
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.BREACHING,
    }).addAlarmAction(new SnsAction(devops));
  }
}
