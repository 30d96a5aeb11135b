import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { METRICS } from '../../lambdas/model/backup-drill.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { ofBackupDrill } from '../dashboard/metrics.ts';
import type { DrillSteps } from '../workflows/backup-drill.ts';

const HOUR = Duration.hours(1);
/** A look that fails comes three times, and a state's is tried again: fewer errors are no more than a moment of AWS. */
const ERRORS_OF_A_FAILED_LOOK = 3;

interface Props {
  readonly configuration: CheckedConfiguration;
  readonly machine: StateMachine;
  readonly steps: DrillSteps;
  readonly devops: ITopic;
}

/**
 * Starts a backup drill every so many days. Every hour it deletes what a drill that was cut off has left, and publishes the newest
 * measures again: an alarm of CloudWatch looks back a week at most, and drills may be months apart.
 */
export class BackupDrillSchedule extends Construct {
  private readonly environment: string;
  private readonly devops: ITopic;

  constructor(scope: Construct, { configuration, machine, steps, devops }: Props) {
    super(scope, 'BackupDrillSchedule');
    const { name } = configuration;
    this.environment = name;
    this.devops = devops;
    const { days = 1, maxRecoveryMinutes, maxRecoveryPointMinutes } = configuration.database.backupDrill ?? {};
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${name}-backup-drill`,
      description: 'A backup drill: restore, prove, measure, delete.',
      schedule: Schedule.rate(Duration.days(days)),
      targets: [new SfnStateMachine(machine, { maxEventAge: HOUR, retryAttempts: 10 })],
    });
    const looks = [steps.deleteThrowAway.function, steps.publishBackupDrill.function];
    new Rule(this, 'LookRule', {
      ruleName: `knowngood-${name}-backup-drill-look`,
      description: 'Every hour: delete what a backup drill left, publish what the newest measured.',
      schedule: Schedule.rate(HOUR),
      // The next look makes up for one that failed.
      targets: looks.map((one) => new LambdaFunction(one, { maxEventAge: HOUR, retryAttempts: 2 })),
    });
    const metric = (one: string) => ofBackupDrill(name, one, HOUR);
    this.alarm('overdue', `No backup drill has proven a restore for ${2 * days} days`, metric(METRICS.age), 48 * days);
    this.alarm('failed', 'The newest backup drill has proven nothing, or left its database', metric(METRICS.failed), 0);
    const limits = [
      { metric: metric(METRICS.recovery), most: maxRecoveryMinutes, id: 'time' },
      { metric: metric(METRICS.recoveryPoint), most: maxRecoveryPointMinutes, id: 'point' },
    ].flatMap(({ most, ...rest }) => (most === undefined ? [] : [{ ...rest, most }]));
    if (limits.length > 0)
      this.alarm(
        'drifted',
        'Restoring takes longer, or would lose more, than the configuration allows',
        new MathExpression({
          label: 'beyond what is configured',
          expression: limits.map(({ id, most }) => `(${id} > ${most})`).join(' + '),
          usingMetrics: Object.fromEntries(limits.map((one) => [one.id, one.metric])),
          period: HOUR,
        }),
        0,
      );
    this.alarm(
      'look-failed',
      'What a backup drill leaves is not deleted, or its measures are not published',
      new MathExpression({
        label: 'errors',
        expression: 'FILL(deleting, 0) + FILL(publishing, 0)',
        usingMetrics: {
          deleting: steps.deleteThrowAway.function.metricErrors({ period: HOUR, statistic: 'Sum' }),
          publishing: steps.publishBackupDrill.function.metricErrors({ period: HOUR, statistic: 'Sum' }),
        },
        period: HOUR,
      }),
      ERRORS_OF_A_FAILED_LOOK - 1,
    );
  }

  /**
   * Above the threshold it rings. Without data it stays as it is: before the first look nothing is known, and an hour without one
   * neither mends what was found nor is it a failed drill; looks that fail have an alarm of their own.
   */
  private alarm(id: string, what: string, metric: IMetric, threshold: number): void {
    new Alarm(this, `${id}Alarm`, {
      alarmName: `knowngood-${this.environment}-backup-drill-${id}`,
      alarmDescription: `${what}. Runbook: under this alarm's name.`,
      ...{ metric, threshold, evaluationPeriods: 1 },
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(new SnsAction(this.devops));
  }
}
