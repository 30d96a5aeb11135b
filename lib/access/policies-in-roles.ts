import { AspectPriority, type IAspect } from 'aws-cdk-lib';
import { type CfnRole, Policy, Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** After the CDK has split what is too long for an inline policy, and after every denial is attached. */
export const AFTER_OTHERS = { priority: AspectPriority.READONLY };

/**
 * Never a name that the CDK gives a policy beside a role: where a stack of an earlier version is updated, CloudFormation writes
 * the role first, and then deletes the policy beside it by its name.
 */
const NAME = 'of-the-role';

/**
 * Writes what a role may do into the role itself. The CDK makes a resource of its own of every role's policy: a sixth of all
 * that a control plane takes of the 500 resources of a stack, which an application's own stack has other use for. IAM stores
 * the same inline policy either way (User Guide, access_policies_managed-vs-inline). Those of workflows stay beside: they are the
 * longest, and while an update moves one the role has it twice, of 10,240 characters in all (reference_iam-quotas).
 */
export class PoliciesInRoles implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof Role) || node.node.path.includes('Machine/')) return;
    const policy = node.node.tryFindChild('DefaultPolicy');
    if (!(policy instanceof Policy) || policy.document.isEmpty) return;
    const role = node.node.defaultChild as CfnRole;
    role.policies = [{ policyName: NAME, policyDocument: policy.document }];
    node.node.tryRemoveChild('DefaultPolicy');
  }
}
