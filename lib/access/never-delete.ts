import type { IAspect } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { Step } from '../steps/step.ts';
import { deletesNothingElse } from './deletes.ts';

/** What retention deletes, where it is configured. */
const BY_RETENTION = ['rds:DeleteDBInstance', 'rds:DeleteDBSnapshot'];

/**
 * Actions that no role of a control plane may ever take, whatever another policy allows: they would destroy the way back.
 */
const NEVER = {
  databases: [
    'rds:DeleteDBInstanceAutomatedBackup',
    'rds:DeleteDBCluster',
    'rds:DeleteDBClusterAutomatedBackup',
    'rds:DeleteDBClusterSnapshot',
    'rds:DeleteTenantDatabase',
  ],
  records: ['dynamodb:DeleteItem', 'dynamodb:DeleteTable', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  keys: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
};

interface Named {
  /** What names of policies begin with, Region included: IAM has one space of names for all Regions. */
  readonly named: string;
  readonly environment: string;
  /** The one step that deletes; undefined: nothing is ever deleted. */
  readonly deleteExpired: Step | undefined;
}

/**
 * Attaches the denial to every role of the stack, including those the CDK makes itself. Retention's own role has another one:
 * it may delete what is dated, and nothing else.
 */
export class NeverDelete implements IAspect {
  private readonly policy: ManagedPolicy;
  private readonly retention: { readonly role: IConstruct; readonly policy: ManagedPolicy } | undefined;

  constructor(scope: Construct, { named, environment, deleteExpired }: Named) {
    const never = Object.values(NEVER);
    this.policy = new ManagedPolicy(scope, 'NeverDelete', {
      managedPolicyName: `${named}-never-delete`,
      statements: [BY_RETENTION, ...never].map((actions) => deny(actions)),
    });
    const role = deleteExpired?.function.role;
    if (role === undefined) return;
    const policy = new ManagedPolicy(scope, 'DeleteDatedOnly', {
      managedPolicyName: `${named}-delete-dated-only`,
      statements: [
        ...never.map((actions) => deny(actions)),
        ...deletesNothingElse(environment).map((conditions) => deny(BY_RETENTION, conditions)),
      ],
    });
    this.retention = { role, policy };
  }

  visit(node: IConstruct): void {
    if (!(node instanceof Role)) return;
    node.addManagedPolicy(node === this.retention?.role ? this.retention.policy : this.policy);
  }
}

const deny = (actions: string[], conditions?: Record<string, Record<string, string | string[]>>): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions,
    resources: ['*'],
    ...(conditions === undefined ? {} : { conditions }),
  });
