import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties, ResourceProvider } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { Fabric } from './fabric.ts';
import { type Listener, type LoadBalancer, type Rule, withDefault } from './listener.ts';
import type { RequestSeen } from './listener-server.ts';
import type { ElbState } from './state.ts';
import { TargetGroup } from './target-group.ts';
import { checkActions, checkConditions } from './validate.ts';

const TYPE = 'AWS::ElasticLoadBalancingV2';

/** Attributes that change nothing here: there is no VPC, no log bucket, no TLS, and nothing is deleted. */
const HARMLESS_LOAD_BALANCER_ATTRIBUTES = [
  ...['deletion_protection.enabled', 'access_logs.s3.enabled', 'connection_logs.s3.enabled', 'routing.http2.enabled'],
  ...['routing.http.drop_invalid_header_fields.enabled', 'idle_timeout.timeout_seconds', 'client_keep_alive.seconds'],
  'load_balancing.cross_zone.enabled',
];

/** Values with which an attribute of a target group means what the sandbox does anyway. */
const NEUTRAL_TARGET_GROUP_ATTRIBUTES: Record<string, string> = {
  'stickiness.enabled': 'false',
  'slow_start.duration_seconds': '0',
  'load_balancing.algorithm.type': 'round_robin',
};

/** Makes load balancers, listeners, rules and target groups of a template. */
export function elbResources(
  kernel: Kernel,
  state: ElbState,
  seen: (loadBalancer: string, request: RequestSeen) => void,
  fabric: Fabric,
): Record<string, ResourceProvider> {
  const deployed = new Map<string, Listener>();
  const open = (loadBalancer: string) =>
    fabric.listen({
      clock: kernel.clock,
      group: (arn) => state.groups.get(arn),
      seen: (request) => seen(loadBalancer, request),
    });

  return {
    async [`${TYPE}::LoadBalancer`](properties, context) {
      refuseUnmodelled(`${TYPE}::LoadBalancer`, properties, [
        ...['Name', 'Scheme', 'Type', 'Subnets', 'SubnetMappings', 'SecurityGroups', 'IpAddressType', 'Tags'],
        'LoadBalancerAttributes',
      ]);
      if ((properties['Type'] ?? 'application') !== 'application') {
        throw new Error(`${TYPE}::LoadBalancer: the sandbox models Type application, not ${properties['Type']}`);
      }
      const attributes = attributesOf(properties, 'LoadBalancerAttributes');
      const unknown = Object.keys(attributes).filter((name) => !HARMLESS_LOAD_BALANCER_ATTRIBUTES.includes(name));
      if (unknown.length) throw new Error(`${TYPE}::LoadBalancer: the sandbox does not model attribute ${unknown}`);
      const name: string = properties['Name'] ?? context.generatedName.slice(0, 32);
      const arn = state.newArn(`loadbalancer/app/${name}`);
      const fullName = arn.slice(arn.indexOf('app/'));
      const loadBalancer: LoadBalancer = {
        arn,
        name,
        fullName,
        scheme: properties['Scheme'] ?? 'internet-facing',
        subnets: properties['Subnets'] ?? [],
        securityGroups: properties['SecurityGroups'] ?? [],
        createdAt: new Date(kernel.clock.now()),
        firstServer: await open(fullName),
        tags: properties['Tags'] ?? [],
      };
      state.loadBalancers.set(arn, loadBalancer);
      return {
        ref: arn,
        attributes: {
          LoadBalancerArn: arn,
          LoadBalancerName: name,
          LoadBalancerFullName: fullName,
          DNSName: `127.0.0.1:${loadBalancer.firstServer.port}`,
          CanonicalHostedZoneID: 'Z2P70J7HTTTPLU',
          SecurityGroups: loadBalancer.securityGroups.join(','),
        },
      };
    },

    async [`${TYPE}::Listener`](properties, context) {
      refuseUnmodelled(`${TYPE}::Listener`, properties, ['LoadBalancerArn', 'Port', 'Protocol', 'DefaultActions']);
      if ((properties['Protocol'] ?? 'HTTP') !== 'HTTP') {
        throw new Error(`${TYPE}::Listener: the sandbox models Protocol HTTP, not ${properties['Protocol']}`);
      }
      const actions = properties['DefaultActions'] ?? [];
      checkActions(actions, (arn) => state.groups.has(arn));
      const loadBalancer = state.loadBalancer(properties['LoadBalancerArn']);
      const place = `${context.stackName}/${context.logicalId} ${loadBalancer.arn}:${properties['Port']}`;
      const before = deployed.get(place);
      if (before !== undefined) {
        // A stack's next deployment writes the template's default action again, whoever changed it meanwhile.
        before.rules = withDefault(before.rules, actions);
        before.server.announce(before.rules);
        return { ref: before.arn, attributes: { ListenerArn: before.arn } };
      }
      const taken = [...state.listeners.values()].some(({ server }) => server === loadBalancer.firstServer);
      const arn = state.newArn(`listener/${loadBalancer.fullName}`);
      const listener: Listener = {
        arn,
        loadBalancer,
        declaredPort: Number(properties['Port'] ?? 80),
        server: taken ? await open(loadBalancer.fullName) : loadBalancer.firstServer,
        rules: [{ arn: newRuleArn(state, arn), priority: 'default', conditions: [], actions, tags: [] }],
        tags: [],
      };
      state.listeners.set(arn, listener);
      deployed.set(place, listener);
      listener.server.obey(listener.rules);
      return { ref: arn, attributes: { ListenerArn: arn } };
    },

    [`${TYPE}::ListenerRule`](properties) {
      refuseUnmodelled(`${TYPE}::ListenerRule`, properties, [
        'ListenerArn',
        'Priority',
        'Conditions',
        'Actions',
        'Tags',
      ]);
      checkActions(properties['Actions'] ?? [], (arn) => state.groups.has(arn));
      checkConditions(properties['Conditions'] ?? []);
      const listener = state.listener(properties['ListenerArn']);
      const priority = Number(properties['Priority']);
      if (listener.rules.some((rule) => rule.priority === priority)) {
        throw new Error(`${TYPE}::ListenerRule: priority ${priority} is in use at ${listener.arn}`);
      }
      const rule: Rule = {
        arn: newRuleArn(state, listener.arn),
        priority,
        conditions: properties['Conditions'],
        actions: properties['Actions'],
        tags: properties['Tags'] ?? [],
      };
      listener.rules = [...listener.rules, rule];
      listener.server.obey(listener.rules);
      return { ref: rule.arn, attributes: { RuleArn: rule.arn, IsDefault: 'false' } };
    },

    [`${TYPE}::TargetGroup`](properties, context) {
      refuseUnmodelled(`${TYPE}::TargetGroup`, properties, [
        ...['Name', 'Port', 'Protocol', 'ProtocolVersion', 'VpcId', 'TargetType', 'TargetGroupAttributes', 'Tags'],
        ...['HealthCheckEnabled', 'HealthCheckIntervalSeconds', 'HealthCheckPath', 'HealthCheckPort', 'Matcher'],
        ...['HealthCheckProtocol', 'HealthCheckTimeoutSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount'],
        'IpAddressType',
      ]);
      const expect = (name: string, expected: string) => {
        const given = properties[name] ?? expected;
        if (given !== expected)
          throw new Error(`${TYPE}::TargetGroup: the sandbox models ${name} ${expected}, not ${given}`);
      };
      expect('Protocol', 'HTTP');
      expect('ProtocolVersion', 'HTTP1');
      expect('TargetType', 'ip');
      expect('HealthCheckProtocol', 'HTTP');
      expect('HealthCheckPort', 'traffic-port');
      const { 'deregistration_delay.timeout_seconds': delay = '300', ...attributes } = attributesOf(
        properties,
        'TargetGroupAttributes',
      );
      for (const [name, value] of Object.entries(attributes)) {
        if (NEUTRAL_TARGET_GROUP_ATTRIBUTES[name] === value) continue;
        // How long a cookie would hold says nothing while stickiness is off.
        if (name.startsWith('stickiness.') && name !== 'stickiness.enabled') continue;
        throw new Error(`${TYPE}::TargetGroup: the sandbox does not model attribute ${name}=${value}`);
      }
      const name: string = properties['Name'] ?? context.generatedName.slice(0, 32);
      const arn = state.newArn(`targetgroup/${name}`);
      const group = new TargetGroup(
        {
          arn,
          deregistrationDelaySeconds: Number(delay),
          description: {
            TargetGroupArn: arn,
            TargetGroupName: name,
            Protocol: 'HTTP',
            ProtocolVersion: 'HTTP1',
            Port: Number(properties['Port'] ?? 80),
            VpcId: properties['VpcId'],
            TargetType: 'ip',
            HealthCheckProtocol: 'HTTP',
            HealthCheckPort: 'traffic-port',
            HealthCheckEnabled: true,
            HealthCheckPath: properties['HealthCheckPath'] ?? '/',
            HealthCheckIntervalSeconds: Number(properties['HealthCheckIntervalSeconds'] ?? 30),
            HealthCheckTimeoutSeconds: Number(properties['HealthCheckTimeoutSeconds'] ?? 5),
            HealthyThresholdCount: Number(properties['HealthyThresholdCount'] ?? 5),
            UnhealthyThresholdCount: Number(properties['UnhealthyThresholdCount'] ?? 2),
            Matcher: { HttpCode: properties['Matcher']?.HttpCode ?? '200' },
          },
        },
        kernel.clock,
        fabric.check,
      );
      state.groups.set(arn, group);
      state.groupTags.set(arn, properties['Tags'] ?? []);
      return {
        ref: arn,
        attributes: { TargetGroupArn: arn, TargetGroupName: name, TargetGroupFullName: group.fullName },
      };
    },
  };
}

/** `arn:…:listener-rule/app/<name>/<id>/<listener id>/<rule id>`. */
export function newRuleArn(state: ElbState, listenerArn: string): string {
  return state.newArn(listenerArn.slice(listenerArn.indexOf('listener/')).replace('listener/', 'listener-rule/'));
}

function attributesOf(properties: Properties, property: string): Record<string, string> {
  const pairs: { Key: string; Value: string }[] = properties[property] ?? [];
  return Object.fromEntries(pairs.map(({ Key, Value }) => [Key, String(Value)]));
}
