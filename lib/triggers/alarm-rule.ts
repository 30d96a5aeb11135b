import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DRILL_DETAIL_TYPE, DRILL_SOURCE } from '../../lambdas/model/drill.ts';
import { OLDEST_EVENT_SECONDS } from '../../lambdas/model/limits.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';

/** A pattern has at most 2,048 characters (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html), ours besides ARNs 170. */
const LONGEST_ARNS = 1_860;

export interface AlarmRuleProps {
  readonly configuration: CheckedConfiguration;
  readonly rollback: StateMachine;
  readonly devops: ITopic;
  readonly key: IKey;
}

/**
 * Starts the rollback when a configured alarm goes to ALARM. An event that could not be delivered is kept, and an alarm
 * reports it.
 */
export class AlarmRule extends Construct {
  constructor(scope: Construct, { configuration, rollback, devops, key }: AlarmRuleProps) {
    super(scope, 'AlarmRule');
    const { name } = configuration;
    const undelivered = new Queue(this, 'Undelivered', {
      queueName: `knowngood-${name}-undelivered`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const names = new Arns(configuration);
    const arns = configuration.alarms.map((alarm) => names.alarm(alarm.name));
    packed(arns, LONGEST_ARNS).forEach((resources, n) => {
      // The first keeps the id and the name it always had.
      new Rule(this, n === 0 ? 'Rule' : `Rule${n + 1}`, {
        ruleName: n === 0 ? `knowngood-${name}-alarm` : `knowngood-${name}-alarm-${n + 1}`,
        description: 'A configured alarm fires: start the rollback. It filters again and decides itself.',
        eventPattern: {
          // A drill goes the very way of an alarm, marked by a source that no alarm has: its execution only looks.
          source: ['aws.cloudwatch', DRILL_SOURCE],
          detailType: ['CloudWatch Alarm State Change', DRILL_DETAIL_TYPE],
          resources,
          // INSUFFICIENT_DATA -> ALARM counts too: the alarm may have had no data when the release went bad.
          detail: { state: { value: ['ALARM'] } },
        },
        targets: [
          // EventBridge's default is to retry for a day.
          new SfnStateMachine(rollback, {
            maxEventAge: Duration.seconds(OLDEST_EVENT_SECONDS),
            retryAttempts: 20,
            deadLetterQueue: undelivered,
          }),
        ],
      });
    });
    new Alarm(this, 'UndeliveredAlarm', {
      alarmName: `knowngood-${name}-undelivered`,
      alarmDescription: "An alarm fired and its rollback could not be started. Runbook: under this alarm's name.",
      metric: undelivered.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(devops));
  }
}

/** Texts in their order, in as few lists as hold them: each at most so many characters as JSON. */
export function packed(texts: readonly string[], longest: number): string[][] {
  const lists: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const more = JSON.stringify(text).length + 1;
    if (length + more > longest) {
      lists.push([]);
      length = 0;
    }
    lists.at(-1)?.push(text);
    length += more;
  }
  return lists;
}
