import { type IGrantable, ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DRILL_SOURCE } from '../../lambdas/model/drill.ts';
import { MEASURES_ENDING, POST_MORTEMS } from '../../lambdas/model/measures.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import { allow } from '../steps/step.ts';
import type { Storage } from '../storage/storage.ts';
import { kindsOf } from '../workflows/machine.ts';

/** Kinds of trust. */
export type Trust = 'read' | 'release' | 'roll-back' | 'decide';

/**
 * By the address alone: whoever could invoke the function past it would say who they are. Since October 2025 an address asks for both
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
 */
function askingAndConfirming({ requireSecondPerson, name }: CheckedConfiguration, arns: Arns): PolicyStatement[] {
  if (requireSecondPerson === undefined) return [];
  const resources = [arns.in('lambda', `function:knowngood-${name}-second-person`)];
  return [
    allow(['lambda:InvokeFunctionUrl'], resources, { StringEquals: { 'lambda:FunctionUrlAuthType': ['AWS_IAM'] } }),
    allow(['lambda:InvokeFunction'], resources, { Bool: { 'lambda:InvokedViaFunctionUrl': ['true'] } }),
  ];
}

/**
 * Managed policies for people, which a team attaches to its own roles (docs/access.md). Each grants one kind of trust:
 * asking for a rollback and deciding about an incident are two.
 */
export class PoliciesForPeople extends Construct {
  private readonly named: string;
  private readonly statements = new Map<Trust, readonly PolicyStatement[]>();

  constructor(scope: Construct, configuration: CheckedConfiguration, { ledger, documents, key }: Storage) {
    super(scope, 'People');
    const arns = new Arns(configuration);
    const kinds = [...kindsOf(configuration), 'wake' as const];
    this.named = arns.policies;
    const through = (service: string) => ({
      StringEquals: { 'kms:ViaService': [`${service}.${configuration.region}.amazonaws.com`] },
    });
    // See what runs and what ran: workflows, ledger, documents, services, alarms, and who is told.
    this.may('read', [
      allow(['states:ListStateMachines'], ['*']),
      allow(
        ['states:DescribeStateMachine', 'states:ListExecutions'],
        kinds.map((kind) => arns.machine(kind)),
      ),
      allow(
        ['states:DescribeExecution', 'states:DescribeStateMachineForExecution', 'states:GetExecutionHistory'],
        kinds.map((kind) => arns.executions(kind)),
      ),
      allow(['dynamodb:GetItem', 'dynamodb:Query'], [ledger.tableArn]),
      allow(['s3:ListBucket'], [documents.bucketArn]),
      allow(['s3:GetObject'], [documents.arnForObjects('*')]),
      allow(['kms:Decrypt'], [key.keyArn], through('dynamodb')),
      allow(['kms:Decrypt'], [key.keyArn], through('s3')),
      // Not one by one: a policy takes 6,144 characters, and an environment a hundred services.
      allow(['ecs:DescribeServices'], [arns.servicesOfCluster]),
      allow(['ecs:DescribeTaskDefinition', 'cloudwatch:DescribeAlarms'], ['*']),
      allow(
        ['sns:ListSubscriptionsByTopic'],
        ['devops', 'teams', 'chat'].map((audience) => arns.topic(audience)),
      ),
    ]);
    // Start a release, and stop it.
    this.may('release', [
      allow(['states:StartExecution'], [arns.machine('release')]),
      allow(['states:StopExecution'], [arns.executions('release')]),
    ]);
    // Ask for a rollback, let a failed one go on, and enter the corrective measures afterwards.
    this.may('roll-back', [
      allow(['states:StartExecution'], [arns.machine('rollback')]),
      allow(['states:RedriveExecution'], [arns.executions('rollback')]),
      // A backup drill touches nothing of the environment: whoever would need its result may ask for one.
      ...(configuration.database.backupDrill === undefined
        ? []
        : [allow(['states:StartExecution'], [arns.machine('backup-drill')])]),
      // A drill, which is marked by its source: no event of an alarm can be made with it.
      allow(['events:PutEvents'], [arns.defaultBus], { StringEquals: { 'events:source': [DRILL_SOURCE] } }),
      allow(['s3:PutObject'], [documents.arnForObjects(`${POST_MORTEMS}*${MEASURES_ENDING}`)]),
      allow(['kms:GenerateDataKey'], [key.keyArn], through('s3')),
    ]);
    // Decide about an incident: accept lost writes, keep, reopen.
    this.may('decide', [
      allow(['states:StartExecution'], [arns.machine('decision')]),
      allow(['states:RedriveExecution'], [arns.executions('decision')]),
      ...askingAndConfirming(configuration, arns),
    ]);
  }

  /** Gives a role or user of the same app what the policy would. */
  grant(what: Trust, { grantPrincipal }: IGrantable): void {
    for (const statement of this.statements.get(what) ?? []) grantPrincipal.addToPrincipalPolicy(statement.copy());
  }

  /** Without a description: a policy with another one is another policy, and a named one cannot be made twice. */
  private may(what: Trust, statements: PolicyStatement[]): void {
    this.statements.set(what, statements);
    new ManagedPolicy(this, what, { managedPolicyName: `${this.named}-may-${what}`, statements });
  }
}
