import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { definitionBeyondLimit } from '../limits/limits.ts';
import { DefinitionAsset } from './definition-asset.ts';

/** The state machines of an environment, by the last word of their names. */
export type WorkflowKind = 'release' | 'rollback' | 'decision' | 'settle' | 'standby' | 'wake' | 'backup-drill';

const ALWAYS: readonly WorkflowKind[] = ['release', 'rollback', 'decision', 'settle', 'standby'];

/** Those that an environment has: backup drills are an option. */
export const kindsOf = ({ database }: Pick<CheckedConfiguration, 'database'>): readonly WorkflowKind[] =>
  database.backupDrill === undefined ? ALWAYS : [...ALWAYS, 'backup-drill'];

export const machineName = (environment: string, kind: WorkflowKind): string => `knowngood-${environment}-${kind}`;

const HOW_TO_START: Record<WorkflowKind, string> = {
  release: 'Start with {"version": "2.4.0", "reason": "Sprint 18: NPS filters"}',
  rollback: 'Start with {"reason": "Dashboards answer 500", "criterion": "monitoring-feedback"}',
  decision: 'Start with the input that the message about the incident shows',
  settle: 'Started by a rollback that restored the database',
  wake: 'Started every week: invokes every function, without work',
  'backup-drill': 'Started by its schedule; by hand with {}',
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
  const body = new DefinitionAsset(definition);
  const machine = new sfn.StateMachine(scope, `${idOf(kind)}Machine`, {
    stateMachineName: name,
    comment: HOW_TO_START[kind],
    definitionBody: body,
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
  const { text, substitutions } = body.definition;
  (machine.node.defaultChild as sfn.CfnStateMachine).definitionSubstitutions = substitutions;
  machine.node.addValidation({ validate: () => definitionBeyondLimit(machine.node.path, text) });
  return machine;
}

/** `backup-drill` -> `BackupDrill` */
const idOf = (kind: WorkflowKind): string =>
  kind
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
