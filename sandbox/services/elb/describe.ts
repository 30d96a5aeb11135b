import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener, LoadBalancer } from './listener.ts';
import type { Rule } from './rule.ts';

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
      .flatMap(({ actions }) => [...actions]),
  };
}

export function describeRule(rule: Rule): elbv2.Rule {
  return {
    RuleArn: rule.arn,
    Priority: String(rule.priority),
    IsDefault: rule.priority === 'default',
    Conditions: [...rule.conditions],
    Actions: [...rule.actions],
  };
}
