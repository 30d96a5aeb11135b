import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** Alarms that no metric of AWS gives: what the business notices, and data in the wrong hands. */
export class BusinessAlarms extends Construct {
  /** Criterion `business-result`: surveys are open and nobody answers. */
  readonly answersStopped: Alarm;
  /** Criterion `data-loss-or-exposure`. It notifies: data that is out is not brought back by a rollback. */
  readonly dataExposed: Alarm;

  constructor(scope: Construct, id: string, devops: ITopic) {
    super(scope, id);
    this.answersStopped = new Alarm(this, 'AnswersStopped', {
      alarmName: 'survey-answers-stopped',
      alarmDescription: 'Nobody has answered a survey for half an hour',
      // The application sends the number of answers every minute, zero too.
      metric: new Metric({
        ...{ namespace: 'SurveyPlatform', metricName: 'Answers', statistic: 'Sum', period: Duration.minutes(5) },
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 6,
      // An application that no longer sends the number is what this alarm is there for.
      treatMissingData: TreatMissingData.BREACHING,
    });
    const found = new Rule(this, 'DataFound', {
      ruleName: 'survey-data-found',
      description: 'Macie has found personal data where anybody can read it.',
      eventPattern: {
        source: ['aws.macie'],
        detailType: ['Macie Finding'],
        detail: { severity: { description: ['High'] } },
      },
      // Told at once; metrics of EventBridge are best effort.
      targets: [new SnsTopic(devops)],
    });
    this.dataExposed = new Alarm(this, 'DataExposed', {
      alarmName: 'survey-data-exposed',
      alarmDescription: 'Macie has found personal data where anybody can read it',
      metric: new Metric({
        ...{ namespace: 'AWS/Events', metricName: 'Invocations', statistic: 'Sum', period: Duration.minutes(1) },
        dimensionsMap: { RuleName: found.ruleName },
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // EventBridge sends the metric only where it is not zero (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html).
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
