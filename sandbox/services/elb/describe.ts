import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { valuesOf } from './conditions.ts';
import type { Listener, LoadBalancer } from './listener.ts';
import type { Rule } from './rule.ts';
import { targetGroupsOf } from './validate.ts';

export function describeLoadBalancer(loadBalancer: LoadBalancer): elbv2.LoadBalancer {
  return {
    LoadBalancerArn: loadBalancer.arn,
    LoadBalancerName: loadBalancer.name,
    DNSName: `127.0.0.1:${loadBalancer.firstServer.port}`,
    CreatedTime: loadBalancer.createdAt,
    Scheme: loadBalancer.scheme,
    State: { Code: 'active' },
    Type: 'application',
    AvailabilityZones: loadBalancer.subnets.map((SubnetId) => ({ SubnetId })),
    SecurityGroups: [...loadBalancer.securityGroups],
    IpAddressType: 'ipv4',
  };
}

export function describeListener(listener: Listener): elbv2.Listener {
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: listener.loadBalancer.arn,
    Port: listener.declaredPort,
    Protocol: 'HTTP',
    DefaultActions: listener.rules
      .filter(({ priority }) => priority === 'default')
      .flatMap(({ actions }) => actions.map(describeAction)),
  };
}

export function describeRule(rule: Rule): elbv2.Rule {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    IsDefault: rule.priority === 'default',
    Conditions: rule.conditions.map(describeCondition),
    Actions: rule.actions.map(describeAction),
  };
}

/** Hosts and paths are given in both forms, whichever made them; CreateRule takes one (aws-controllers-k8s/community#2759). */
function describeCondition(condition: elbv2.RuleCondition): elbv2.RuleCondition {
  const Values = [...valuesOf(condition)];
  if (condition.Field === 'host-header') return { ...condition, Values, HostHeaderConfig: { Values } };
  if (condition.Field === 'path-pattern') return { ...condition, Values, PathPatternConfig: { Values } };
  return condition;
}

/** A forward to one group is given in both forms. The client secret of a log-in is never given (API_AuthenticateOidcActionConfig). */
function describeAction(action: elbv2.Action): elbv2.Action {
  if (action.Type === 'authenticate-oidc') {
    const { ClientSecret: _, ...config } = action.AuthenticateOidcConfig ?? {};
    return { ...action, AuthenticateOidcConfig: config as elbv2.AuthenticateOidcActionConfig };
  }
  if (action.Type !== 'forward') return action;
  const groups = targetGroupsOf(action).map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight }));
  const stickiness = action.ForwardConfig?.TargetGroupStickinessConfig ?? { Enabled: false };
  const [only] = groups.length === 1 ? groups : [];
  return {
    ...action,
    ...(only && { TargetGroupArn: only.TargetGroupArn }),
    ForwardConfig: { TargetGroups: groups, TargetGroupStickinessConfig: stickiness },
  };
}
