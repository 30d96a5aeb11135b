import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

/** Escalates every bad ending of the workflows. AWS sends these events on a best-effort basis. */
export class EscalationRule extends Construct {
  constructor(scope: Construct, environment: string, machines: readonly StateMachine[], escalate: IFunction) {
    super(scope, 'EscalationRule');
    new Rule(this, 'Rule', {
      ruleName: `knowngood-${environment}-escalation`,
      description: 'A workflow failed, ran out of time or was stopped: tell DevOps how to go on.',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: machines.map((machine) => machine.stateMachineArn),
        },
      },
      targets: [new LambdaFunction(escalate, { maxEventAge: Duration.hours(2), retryAttempts: 10 })],
    });
  }
}
