import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { requestTagContext } from '../../template/properties/tags.ts';
import { onTagged } from './checks.ts';
import { describeRule } from './describe.ts';
import { inOrder } from './rule.ts';
import { createRule, deleteRule } from './rules.ts';
import type { ElbState } from './state.ts';

export const ruleOperations = (state: ElbState): Operations<typeof elbv2> => ({
  DescribeRules: {
    access: onEverything('elasticloadbalancing:DescribeRules'),
    handle({ ListenerArn, RuleArns, Marker, PageSize = 400 }) {
      const all = RuleArns?.length
        ? RuleArns.map((arn) => state.rule(arn).rule)
        : inOrder(state.listener(ListenerArn).rules);
      const start = Number(Marker ?? 0);
      const end = start + PageSize;
      return {
        Rules: all.slice(start, end).map(describeRule),
        ...(end < all.length ? { NextMarker: String(end) } : {}),
      };
    },
  },

  CreateRule: {
    // A rule that is yet to be made is checked as one of its listener's.
    access({ ListenerArn = '', Tags = [] }) {
      const context = requestTagContext(Tags);
      const create = onTagged(state, 'CreateRule', ListenerArn, Tags);
      const tag = {
        action: 'elasticloadbalancing:AddTags',
        resource: `${ListenerArn.replace(':listener/', ':listener-rule/')}/new`,
        context: { ...context, 'elasticloadbalancing:CreateAction': 'CreateRule' },
      };
      return Tags.length === 0 ? [create] : [create, tag];
    },
    handle: (request) => ({ Rules: [describeRule(createRule(state, request))] }),
  },

  DeleteRule: {
    access: ({ RuleArn = '' }) => [onTagged(state, 'DeleteRule', RuleArn)],
    handle({ RuleArn }) {
      deleteRule(state, RuleArn);
      return {};
    },
  },
});
