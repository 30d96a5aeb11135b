import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AccessCheck } from '../../kernel/access.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { requestTagContext, resourceTagContext } from '../../template/properties/tags.ts';
import type { ElbState } from './state.ts';

/** What IAM checks. The Describe operations know no resource; a rule to be made is checked as one of its listener's. */
export function elbAccess(state: ElbState): ServiceModel['access'] {
  const everything = (operation: string) => () => [{ action: `elasticloadbalancing:${operation}`, resource: '*' }];
  const tagsOf = (arn: string) => {
    try {
      return state.tagged(arn).tags;
    } catch {
      return []; // IAM comes first: what does not exist has no tags, and the operation says so.
    }
  };
  return {
    DescribeLoadBalancers: everything('DescribeLoadBalancers'),
    DescribeListeners: everything('DescribeListeners'),
    ModifyListener: ({ ListenerArn = '' }: Partial<elbv2.ModifyListenerInput>) => [
      {
        action: 'elasticloadbalancing:ModifyListener',
        resource: ListenerArn,
        context: resourceTagContext(tagsOf(ListenerArn)),
      },
    ],
    DescribeRules: everything('DescribeRules'),
    DescribeTags: everything('DescribeTags'),
    DescribeTargetGroups: everything('DescribeTargetGroups'),
    DescribeTargetHealth: everything('DescribeTargetHealth'),
    CreateRule({ ListenerArn = '', Tags = [] }: Partial<elbv2.CreateRuleInput>): AccessCheck[] {
      const context = requestTagContext(Tags);
      const create = {
        action: 'elasticloadbalancing:CreateRule',
        resource: ListenerArn,
        context: { ...context, ...resourceTagContext(tagsOf(ListenerArn)) },
      };
      if (Tags.length === 0) return [create];
      const rule = `${ListenerArn.replace(':listener/', ':listener-rule/')}/new`;
      const tag = {
        action: 'elasticloadbalancing:AddTags',
        resource: rule,
        context: { ...context, 'elasticloadbalancing:CreateAction': 'CreateRule' },
      };
      return [create, tag];
    },
    DeleteRule: ({ RuleArn = '' }: Partial<elbv2.DeleteRuleInput>) => [
      { action: 'elasticloadbalancing:DeleteRule', resource: RuleArn, context: resourceTagContext(tagsOf(RuleArn)) },
    ],
    AddTags: ({ ResourceArns = [], Tags }: Partial<elbv2.AddTagsInput>) =>
      ResourceArns.map((resource) => ({
        action: 'elasticloadbalancing:AddTags',
        resource,
        context: { ...requestTagContext(Tags), ...resourceTagContext(tagsOf(resource)) },
      })),
  };
}
