import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { onTagged } from './checks.ts';
import { describeListener, describeLoadBalancer } from './describe.ts';
import { withDefault } from './rule.ts';
import { MOST_RULES } from './rules.ts';
import type { ElbState } from './state.ts';
import { checkActions, unmodelled } from './validate.ts';

/** Operations on load balancers and their listeners. */
export const loadBalancerOperations = (state: ElbState): Operations<typeof elbv2> => ({
  DescribeLoadBalancers: {
    access: onEverything('elasticloadbalancing:DescribeLoadBalancers'),
    handle({ LoadBalancerArns, Names }) {
      const all = [...state.loadBalancers.values()];
      const byName = Names?.map((name) => all.find((loadBalancer) => loadBalancer.name === name)?.arn ?? name);
      const wanted = LoadBalancerArns ?? byName;
      const found = wanted?.length ? wanted.map((arn) => state.loadBalancer(arn)) : all;
      return { LoadBalancers: found.map(describeLoadBalancer) };
    },
  },

  DescribeListeners: {
    access: onEverything('elasticloadbalancing:DescribeListeners'),
    handle({ ListenerArns, LoadBalancerArn }) {
      if (ListenerArns?.length) return { Listeners: ListenerArns.map((arn) => describeListener(state.listener(arn))) };
      const { arn } = state.loadBalancer(LoadBalancerArn);
      const found = [...state.listeners.values()].filter(({ loadBalancer }) => loadBalancer.arn === arn);
      return { Listeners: found.map(describeListener) };
    },
  },

  DescribeAccountLimits: {
    access: onEverything('elasticloadbalancing:DescribeAccountLimits'),
    handle: () => ({
      Limits: [
        { Name: 'rules-per-application-load-balancer', Max: String(MOST_RULES) },
        { Name: 'condition-values-per-alb-rule', Max: '5' },
        { Name: 'condition-wildcards-per-alb-rule', Max: '5' },
      ],
    }),
  },

  ModifyListener: {
    access: ({ ListenerArn = '' }) => [onTagged(state, 'ModifyListener', ListenerArn)],
    handle({ ListenerArn, DefaultActions, ...rest }) {
      const [unknown] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
      if (unknown !== undefined) throw unmodelled(`${unknown} of ModifyListener`);
      const listener = state.listener(ListenerArn);
      if (DefaultActions !== undefined) {
        checkActions(DefaultActions, (arn) => state.groups.has(arn));
        listener.rules = withDefault(listener.rules, DefaultActions);
        listener.server.announce(listener.rules);
      }
      return { Listeners: [describeListener(listener)] };
    },
  },
});
