import { AspectPriority, type IAspect } from 'aws-cdk-lib';
import { type CfnPolicy, type CfnRole, Policy, Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** After the CDK has split what is too long for an inline policy, and after every denial is attached. */
export const AFTER_OTHERS = { priority: AspectPriority.READONLY };

/**
 * Writes what a role may do into the role itself. The CDK makes a resource of its own of every role's policy: a sixth of all
 * that a control plane takes of the 500 resources of a stack, which an application's own stack has other use for. IAM stores
 * the same inline policy either way (User Guide, access_policies_managed-vs-inline).
 */
export class PoliciesInRoles implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof Role)) return;
    const policy = node.node.tryFindChild('DefaultPolicy');
    if (!(policy instanceof Policy) || policy.document.isEmpty) return;
    const [role, resource] = [node.node.defaultChild as CfnRole, policy.node.defaultChild as CfnPolicy];
    role.policies = [{ policyName: resource.policyName, policyDocument: policy.document }];
    node.node.tryRemoveChild('DefaultPolicy');
  }
}
