import type { IAspect } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';

/**
 * Actions that no role of a control plane may ever take, whatever another policy allows: they would destroy the way back.
 */
const NEVER = {
  databases: [
    'rds:DeleteDBInstance',
    'rds:DeleteDBInstanceAutomatedBackup',
    'rds:DeleteDBSnapshot',
    'rds:DeleteDBCluster',
    'rds:DeleteDBClusterAutomatedBackup',
    'rds:DeleteDBClusterSnapshot',
    'rds:DeleteTenantDatabase',
  ],
  records: ['dynamodb:DeleteItem', 'dynamodb:DeleteTable', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  keys: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
};

/** Attaches the denial to every role of the stack, including those the CDK makes itself. */
export class NeverDelete implements IAspect {
  private readonly policy: ManagedPolicy;

  /** @param named what the policy's name begins with, Region included: IAM has one space of names for all Regions. */
  constructor(scope: Construct, named: string) {
    this.policy = new ManagedPolicy(scope, 'NeverDelete', {
      managedPolicyName: `${named}-never-delete`,
      statements: Object.values(NEVER).map(
        (actions) => new PolicyStatement({ effect: Effect.DENY, actions, resources: ['*'] }),
      ),
    });
  }

  visit(node: IConstruct): void {
    if (node instanceof Role) node.addManagedPolicy(this.policy);
  }
}
