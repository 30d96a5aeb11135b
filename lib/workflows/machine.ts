import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** The state machines of an environment, by the last word of their names. */
export type WorkflowKind = 'release' | 'rollback' | 'decision' | 'settle' | 'standby';

export const machineName = (environment: string, kind: WorkflowKind): string => `knowngood-${environment}-${kind}`;

const HOW_TO_START: Record<WorkflowKind, string> = {
  release: 'Start with {"version": "2.4.0", "reason": "Sprint 18: NPS filters"}',
  rollback: 'Start with {"reason": "Dashboards answer 500", "criterion": "monitoring-feedback"}',
  decision: 'Start with the input that the message about the incident shows',
  settle: 'Started by a rollback that restored the database',
  standby: 'Started by a release whose restore point is to stand ready',
};

/**
 * A workflow as a state machine: Standard, JSONata, traced. It logs everything but data, which may hold what people typed.
 */
export function createMachine(
  scope: Construct,
  environment: string,
  kind: WorkflowKind,
  definition: sfn.IChainable,
  key: IKey,
): sfn.StateMachine {
  const name = machineName(environment, kind);
  const machine = new sfn.StateMachine(scope, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Machine`, {
    stateMachineName: name,
    comment: HOW_TO_START[kind],
    definitionBody: sfn.DefinitionBody.fromChainable(definition),
    queryLanguage: sfn.QueryLanguage.JSONATA,
    tracingEnabled: true,
    logs: {
      level: sfn.LogLevel.ALL,
      includeExecutionData: false,
      destination: new LogGroup(scope, `${kind}Logs`, {
        logGroupName: `/aws/vendedlogs/states/${name}`,
        retention: RetentionDays.SIX_MONTHS,
        encryptionKey: key,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  });
  return machine;
}
