import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { ElbState } from './state.ts';

/** Operations on target groups and the health of their targets. */
export const targetOperations = (state: ElbState): Operations<typeof elbv2> => ({
  DescribeTargetGroups: {
    access: onEverything('elasticloadbalancing:DescribeTargetGroups'),
    handle({ TargetGroupArns, LoadBalancerArn, Names }) {
      const users = (arn: string) =>
        [...state.loadBalancersOf(state.group(arn))].map((loadBalancer) => loadBalancer.arn);
      const all = TargetGroupArns?.length ? TargetGroupArns.map((arn) => state.group(arn)) : [...state.groups.values()];
      const found = all.filter(
        ({ arn, description }) =>
          (!LoadBalancerArn || users(arn).includes(LoadBalancerArn)) &&
          (!Names?.length || Names.includes(description.TargetGroupName ?? '')),
      );
      return {
        TargetGroups: found.map(({ arn, description }) => ({ ...description, LoadBalancerArns: users(arn) })),
      };
    },
  },

  DescribeTargetHealth: {
    access: onEverything('elasticloadbalancing:DescribeTargetHealth'),
    handle({ TargetGroupArn, Targets }) {
      const group = state.group(TargetGroupArn);
      const all = group.targets().map(({ host, port, health }) => ({
        Target: { Id: host, Port: port },
        HealthCheckPort: String(port),
        TargetHealth: health,
      }));
      if (!Targets?.length) return { TargetHealthDescriptions: all };
      return {
        TargetHealthDescriptions: Targets.map(
          ({ Id, Port }) =>
            all.find(({ Target }) => Target.Id === Id && (Port === undefined || Target.Port === Port)) ?? {
              Target: { Id, Port },
              TargetHealth: {
                State: 'unused',
                Reason: 'Target.NotRegistered',
                Description: 'Target is not registered',
              },
            },
        ),
      };
    },
  },
});
