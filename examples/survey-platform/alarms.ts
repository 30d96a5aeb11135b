import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface SurveyAlarmsProps {
  readonly loadBalancer: elb.ApplicationLoadBalancer;
  /** The survey platform's. */
  readonly targets: elb.ApplicationTargetGroup;
  /** Topic that the alarms notify themselves. */
  readonly topicArn: string | undefined;
}

/** What users notice: errors of the application, errors of the load balancer itself, tasks that fail their health check. */
export class SurveyAlarms extends Construct {
  readonly errorRate: Alarm;
  readonly noAnswer: Alarm;
  readonly unhealthy: Alarm;

  constructor(scope: Construct, id: string, { loadBalancer, targets, topicArn }: SurveyAlarmsProps) {
    super(scope, id);
    const period = Duration.minutes(1);
    const perMinute = { period, statistic: 'Sum' };
    this.errorRate = new Alarm(this, 'ErrorRate', {
      alarmName: 'survey-5xx-rate',
      alarmDescription: 'More than 5 % of what users ask of the application fails',
      metric: new MathExpression({
        expression: 'IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)',
        usingMetrics: {
          errors: loadBalancer.metrics.httpCodeTarget(elb.HttpCodeTarget.TARGET_5XX_COUNT, perMinute),
          requests: loadBalancer.metrics.requestCount(perMinute),
        },
        label: 'Percent of requests that fail',
        period,
      }),
      threshold: 5,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    // Maintenance mode's page is a 503 of the load balancer too: this one rings in every release that needs a fence.
    this.noAnswer = new Alarm(this, 'NoAnswer', {
      alarmName: 'survey-elb-5xx',
      alarmDescription: 'The load balancer answers users with errors of its own: it reaches no task',
      metric: loadBalancer.metrics.httpCodeElb(elb.HttpCodeElb.ELB_5XX_COUNT, perMinute),
      threshold: 4,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.unhealthy = new Alarm(this, 'UnhealthyTasks', {
      alarmName: 'survey-unhealthy-tasks',
      alarmDescription: 'A task answers its health check no more',
      metric: targets.metrics.unhealthyHostCount({ period, statistic: 'Maximum' }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    // CloudWatch itself notifies DevOps of an alarm, whatever happens to the rollback it starts.
    if (topicArn === undefined) return;
    const devops = new SnsAction(Topic.fromTopicArn(this, 'Topic', topicArn));
    for (const alarm of [this.errorRate, this.noAnswer, this.unhealthy]) alarm.addAlarmAction(devops);
  }
}
