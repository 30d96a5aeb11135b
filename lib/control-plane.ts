import { Aspects, CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { NeverDelete } from './access/never-delete.ts';
import { PoliciesForPeople } from './access/policies-for-people.ts';
import { check } from './configuration/check.ts';
import type { EnvironmentConfiguration } from './configuration/schema.ts';
import { beyondBudgets } from './limits/budgets.ts';
import { holdWithinLimits } from './limits/within-limits.ts';
import { Arns } from './naming/arns.ts';
import { createSteps } from './steps/steps.ts';
import { Audiences } from './storage/audiences.ts';
import { Storage } from './storage/storage.ts';
import { AlarmRule } from './triggers/alarm-rule.ts';
import { EscalationRule } from './triggers/escalation-rule.ts';
import { NotificationFailureAlarms } from './triggers/notification-failure-alarms.ts';
import { RetentionSchedule } from './triggers/retention-schedule.ts';
import { WatchdogSchedule } from './triggers/watchdog-schedule.ts';
import { createMachine, type WorkflowKind } from './workflows/machine.ts';
import { releaseDefinition } from './workflows/release.ts';
import { rollbackDefinition } from './workflows/rollback.ts';
import { settleDefinition } from './workflows/settle.ts';
import { Workflow } from './workflows/workflow.ts';

export interface ControlPlaneProps extends StackProps {
  readonly configuration: EnvironmentConfiguration;
  /** Where the configuration comes from, for messages. */
  readonly file: string;
}

/** The control plane of one environment: trigger -> workflow -> step -> AWS. */
export class ControlPlane extends Stack {
  constructor(scope: Construct, { configuration: given, file, ...props }: ControlPlaneProps) {
    const configuration = check(given, file);
    super(scope, `KnownGood-${configuration.name}`, {
      env: { account: configuration.account, region: configuration.region },
      description: `knowngood: releases and rollbacks of the environment ${configuration.name}`,
      terminationProtection: true,
      // A template has a limit in bytes, and blanks count.
      suppressTemplateIndentation: true,
      ...props,
    });
    Tags.of(this).add('knowngood', configuration.name);

    const storage = new Storage(this, configuration);
    const audiences = new Audiences(this, configuration, storage.key);
    const steps = createSteps(this, configuration, storage, audiences);

    const parts = { configuration, steps, audiences };
    const machine = (kind: WorkflowKind, definition: IChainable) =>
      createMachine(this, configuration.name, kind, definition, storage.key);
    const rollback = machine('rollback', rollbackDefinition(new Workflow(this, 'Rollback', parts), 'rollback'));
    const decision = machine('decision', rollbackDefinition(new Workflow(this, 'Decision', parts), 'decision'));
    const release = machine('release', releaseDefinition(new Workflow(this, 'Release', parts)));
    const settle = machine('settle', settleDefinition(new Workflow(this, 'Settle', parts)));

    new AlarmRule(this, { configuration, rollback, devops: audiences.devops, key: storage.key });
    new EscalationRule(this, configuration.name, [release, rollback, decision, settle], steps.escalate.function);

    new WatchdogSchedule(this, configuration.name, steps.watchdog.function, audiences.devops);
    const notifiers = { sendMessage: steps.sendMessage.function, escalate: steps.escalate.function };
    new NotificationFailureAlarms(this, configuration.name, notifiers, audiences.devops);

    new PoliciesForPeople(this, configuration, storage);
    const { deleteExpired } = steps;
    if (deleteExpired !== undefined)
      new RetentionSchedule(this, configuration.name, deleteExpired.function, audiences.devops);
    Aspects.of(this).add(
      new NeverDelete(this, {
        named: new Arns(configuration).policies,
        environment: configuration.name,
        deleteExpired,
      }),
    );
    holdWithinLimits(this);
    this.node.addValidation({ validate: () => beyondBudgets(configuration) });

    new CfnOutput(this, 'ReleaseMachineArn', { value: release.stateMachineArn, description: 'Start a release here' });
    new CfnOutput(this, 'RollbackMachineArn', {
      value: rollback.stateMachineArn,
      description: 'Start a rollback here',
    });
    new CfnOutput(this, 'DecisionMachineArn', {
      value: decision.stateMachineArn,
      description: 'Decide about an incident here',
    });
    new CfnOutput(this, 'KeyArn', {
      value: storage.key.keyArn,
      description: 'For environments promoted from this one',
      exportName: `KnownGood-${configuration.name}-KeyArn`,
    });
    new CfnOutput(this, 'LedgerTable', { value: storage.ledger.tableName });
    new CfnOutput(this, 'DocumentsBucket', { value: storage.documents.bucketName });
    new CfnOutput(this, 'DevopsTopic', { value: audiences.devops.topicArn });
    new CfnOutput(this, 'TeamsTopic', { value: audiences.teams.topicArn });
  }
}
